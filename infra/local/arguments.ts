import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What `npm start -- …` was asked to do. */
export interface StartArguments {
  readonly port: number;
  readonly lan: boolean;
  /** Address or name that phones use; implies `lan`. Undefined: the machine's own address is looked up. */
  readonly host?: string;
  readonly fresh: boolean;
  /** Absolute path. */
  readonly dataDirectory: string;
  readonly county: string;
}

export type ParsedArguments =
  | { readonly kind: 'start'; readonly arguments: StartArguments }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly reason: string };

export const DEFAULT_PORT = 8787;
export const DEFAULT_DATA_DIRECTORY = '.shuangshu';
export const DEFAULT_COUNTY = 'tuanfeng';

export const USAGE = `用法 / Usage: npm start -- [--port N] [--lan] [--host ADDRESS] [--data DIR] [--fresh] [--county ID]

  --port N        端口，默认 ${DEFAULT_PORT} / port, ${DEFAULT_PORT} unless given
  --lan           让同一网络的手机访问（HTTPS，自签证书） / reachable from phones on this network, over HTTPS
  --host ADDRESS  手机访问的地址或名称，默认自动选择；含 --lan / address that phones use, found when not given; implies --lan
  --data DIR      数据目录，默认 ${DEFAULT_DATA_DIRECTORY} / data folder
  --fresh         清空数据重新开始 / wipe what we keep there and start anew
  --county ID     县，默认 ${DEFAULT_COUNTY} / county
  --help          显示本说明 / show this text
`;

const OPTIONS = {
  port: { type: 'string' },
  lan: { type: 'boolean' },
  host: { type: 'string' },
  data: { type: 'string' },
  fresh: { type: 'boolean' },
  county: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const refused = (reason: string): ParsedArguments => ({ kind: 'refused', reason });

function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : undefined;
}

function readFlags(args: readonly string[]) {
  try {
    return { ok: true, values: parseArgs({ args: [...args], options: OPTIONS, strict: true }).values } as const;
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) } as const;
  }
}

/** Reads the command line. `workingDirectory` is what a relative `--data` is resolved against. */
export function parseArguments(args: readonly string[], workingDirectory: string): ParsedArguments {
  const flags = readFlags(args);
  if (!flags.ok) return refused(flags.reason);
  const { values } = flags;
  if (values.help === true) return { kind: 'help' };
  const port = parsePort(values.port ?? String(DEFAULT_PORT));
  if (port === undefined)
    return refused(`--port ${values.port}: 端口应为 0–65535 / a port is a number from 0 to 65535`);
  const county = values.county ?? DEFAULT_COUNTY;
  if (!/^[a-z0-9-]{3,64}$/.test(county)) {
    return refused(`--county ${county}: 只能用 3–64 个小写字母、数字和连字符 / 3 to 64 of a-z, 0-9 and -`);
  }
  if (values.host !== undefined && !/^[A-Za-z0-9.-]{1,253}$/.test(values.host)) {
    return refused(`--host ${values.host}: 应为 IPv4 地址或主机名 / an IPv4 address or a host name`);
  }
  return {
    kind: 'start',
    arguments: {
      port,
      lan: values.lan === true || values.host !== undefined,
      ...(values.host === undefined ? {} : { host: values.host }),
      fresh: values.fresh === true,
      dataDirectory: resolve(workingDirectory, values.data ?? DEFAULT_DATA_DIRECTORY),
      county,
    },
  };
}
