import { Agent, request } from 'node:http';

/** A plain answer over HTTP. */
export interface PlainAnswer {
  readonly status: number;
  readonly text: string;
}

/** HTTP over kept connections with as little of its own as Node allows, so that it is not the client that is measured. */
export class KeptLine {
  readonly #agent: Agent;
  readonly #where: { readonly host: string; readonly port: string };

  constructor(origin: string, connections: number) {
    const { hostname, port } = new URL(origin);
    this.#where = { host: hostname, port };
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  get(path: string): Promise<PlainAnswer> {
    return this.#send('GET', path, '');
  }

  post(path: string, json: string): Promise<PlainAnswer> {
    return this.#send('POST', path, json);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(method: 'GET' | 'POST', path: string, body: string): Promise<PlainAnswer> {
    const headers =
      body === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const sent = request({ ...this.#where, agent: this.#agent, method, path, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
