import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import {
  type Language,
  type ProblemParameters,
  type ProblemPlace,
  problemDocument,
} from '../../shared/contract/problems.ts';
import type { ApiRequest } from './api-request.ts';
import type { Refusal, RefusalParameters, RefusalPlace } from './implement.ts';

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

/** English only when asked for first; everybody else reads Chinese. */
export const languageOf = (event: Pick<ApiRequest, 'headers'>): Language =>
  /^\s*en\b/i.test(event.headers['accept-language'] ?? '') ? 'en' : 'zh';

export const jsonAnswer = (answer: unknown): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 200,
  headers: { ...HEADERS, 'content-type': 'application/json' },
  body: JSON.stringify(answer),
});

const inLanguage = (parameters: RefusalParameters, language: Language): ProblemParameters =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, typeof value === 'object' ? value[language] : value]),
  );

const placesInLanguage = (places: readonly RefusalPlace[], language: Language): readonly ProblemPlace[] =>
  places.map(({ detail, ...place }) => ({ ...place, detail: typeof detail === 'object' ? detail[language] : detail }));

export function refusalAnswer(refusal: Refusal, language: Language): APIGatewayProxyStructuredResultV2 {
  const { refused, parameters, errors = [] } = refusal;
  const places = placesInLanguage(errors, language);
  const document = problemDocument(refused, language, inLanguage(parameters, language), places);
  return {
    statusCode: document.status,
    headers: {
      ...HEADERS,
      'content-type': 'application/problem+json',
      'content-language': language === 'zh' ? 'zh-CN' : 'en',
      ...(document.status === 503 ? { 'retry-after': '2' } : {}),
    },
    body: JSON.stringify(document),
  };
}
