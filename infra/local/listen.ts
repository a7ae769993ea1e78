import type { Server } from 'node:net';
import { StartRefusal } from './start-refusal.ts';

export interface ListenAddress {
  readonly address: string;
  /** 0 takes any free port. */
  readonly port: number;
}

function refusalOf(error: NodeJS.ErrnoException, { address, port }: ListenAddress): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartRefusal(
        'port-in-use',
        `端口 ${port} 已被占用，请用 --port 换一个。\nPort ${port} is in use: choose another with --port.`,
      );
    case 'EACCES':
      return new StartRefusal(
        'port-forbidden',
        `没有权限使用端口 ${port}，请用 --port 换一个 1024 以上的。\nPort ${port} needs rights we do not have: choose one above 1024 with --port.`,
      );
    case 'EADDRNOTAVAIL':
      return new StartRefusal(
        'address-unavailable',
        `本机没有地址 ${address}。\nThis machine has no address ${address}.`,
      );
    default:
      return error;
  }
}

/**
 * Listens and resolves to the port taken.
 *
 * @throws StartRefusal `port-in-use`, `port-forbidden`, `address-unavailable`
 */
export function listen(server: Server, where: ListenAddress): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => reject(refusalOf(error, where));
    server.once('error', onError);
    server.listen({ host: where.address, port: where.port }, () => {
      server.off('error', onError);
      const taken = server.address();
      if (taken === null || typeof taken === 'string') throw new TypeError('a TCP server has a port');
      resolve(taken.port);
    });
  });
}
