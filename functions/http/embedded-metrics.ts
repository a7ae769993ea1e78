import { Metrics as EmbeddedMetricFormat, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logLine, type WriteText } from './log-line.ts';
import { type Count, type Metrics, namespaceOf } from './metrics.ts';

/** The library asks for a service and makes a dimension of it, which is dropped: a namespace is one county's. */
const SERVICE = 'shuangshu';

export interface EmbeddedMetricsOptions {
  readonly county: () => string;
  readonly write: WriteText;
  readonly nowMs: () => number;
}

/**
 * A line of CloudWatch's embedded metric format for each count. The library composes it and writes nothing: its own output would
 * lack the level that passes Lambda's filter, and its middleware would add a function's name and cold starts.
 */
export class EmbeddedMetrics implements Metrics {
  readonly #options: EmbeddedMetricsOptions;

  constructor(options: EmbeddedMetricsOptions) {
    this.#options = options;
  }

  count({ metric, operation, problem, durationMs }: Count): void {
    const { county, write, nowMs } = this.#options;
    // Made anew each time: what one request added is not there at the next.
    const format = new EmbeddedMetricFormat({ namespace: namespaceOf(county()), serviceName: SERVICE });
    format.clearDefaultDimensions();
    format.addDimension('operation', operation);
    if (problem !== undefined) format.addDimension('problem', problem);
    format.addMetric(metric, MetricUnit.Count, 1);
    write(logLine({ ...format.serializeMetrics(), durationMs }, nowMs()));
  }
}
