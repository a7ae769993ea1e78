import { AsyncLocalStorage } from 'node:async_hooks';
import type { Dependencies, LogEntry } from '../../../functions/http/dependencies.ts';
import { EmbeddedMetrics } from '../../../functions/http/embedded-metrics.ts';
import { logTo } from '../../../functions/http/log-line.ts';
import type { Count, Metrics } from '../../../functions/http/metrics.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { COUNTY } from '../../integration/ballot/hall.ts';
import type { MarkName } from './marks.ts';
import { onceAGround } from './once-a-ground.ts';
import { productWithout } from './stages.ts';

/** What functions write in the cloud, kept line by line. */
export class Outlets {
  readonly logged: string[] = [];
  readonly counted: string[] = [];
  readonly log: Dependencies['log'] = logTo((line) => this.logged.push(line), Date.now);
  readonly metrics: Metrics = new EmbeddedMetrics({
    county: () => COUNTY,
    write: (line) => this.counted.push(line),
    nowMs: Date.now,
  });
}

interface Came {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly requestId: string };
  readonly routeKey?: string;
}

const current = new AsyncLocalStorage<Came>();

/** A mark of the request that is being handled, where a layer of tracing handles it. */
export function markOfCurrent(name: MarkName): string {
  const came = current.getStore();
  if (came === undefined) return '';
  const places = {
    address: came.headers['x-forwarded-for'],
    agent: came.headers['user-agent'],
    trace: came.headers['x-amzn-trace-id'],
    session: came.headers['cookie'],
    requestId: came.requestContext.requestId,
  } as const;
  return places[name] ?? '';
}

const NAMELESS: readonly OperationId[] = ['checkIn', 'castBallot'];

/** Handlers under a layer of tracing: what came with a request goes wherever its handling goes. */
export const tracingProduct = onceAGround(
  productWithout({
    'functions/http/stack.ts': {
      makeHandler:
        (original) =>
        (...given) => {
          const [, deps] = given;
          const handle = original.makeHandler(...given);
          return (event, context) =>
            current.run(event, async () => {
              const result = await handle(event, context);
              const { metrics } = deps();
              if (metrics instanceof MarkingMetrics) metrics.countAlso('routeKey' in event ? event.routeKey : '');
              return result;
            });
        },
    },
  }),
);

/** A log that notes something in each line. */
export const markingLog =
  ({ log }: Outlets, note: () => string): Dependencies['log'] =>
  (entry: LogEntry) =>
    log(Object.assign({ noted: note() }, entry));

/** Counts that tell one from another, and of what is done without a name as well. */
export class MarkingMetrics implements Metrics {
  readonly #counted: string[];
  readonly #note: () => string;

  constructor({ counted }: Outlets, note: () => string) {
    this.#counted = counted;
    this.#note = note;
  }

  count(count: Count): void {
    this.#counted.push(JSON.stringify({ ...count, noted: this.#note() }));
  }

  countAlso(routeKey: string): void {
    const operation = NAMELESS.find((id) => `${ROUTES[id].method} ${ROUTES[id].path}` === routeKey);
    if (operation !== undefined) this.count({ metric: 'Answered', operation });
  }
}
