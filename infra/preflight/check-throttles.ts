import type { OperationId } from '../../shared/contract/routes.ts';
import { RATE_LIMIT_PER_FIVE_MINUTES } from '../county-firewall.ts';
import type { CountySettings, Throttle } from '../county-settings.ts';
import { type Finding, green, red } from './finding.ts';
import { hallLoad } from './hall-load.ts';

const DEPLOY = {
  zh: '改县文件，再 npm run deploy',
  en: 'change the county’s file and npm run deploy',
};

/** What everybody in the hall calls, and how often. */
const HALL_ROUTES: readonly OperationId[] = ['getMeeting', 'checkIn', 'castBallot'];

const fieldOf = (route: OperationId, { routes }: CountySettings['throttles']): string =>
  routes[route] === undefined ? 'throttles.default' : `throttles.routes.${route}`;

function tooTight(limit: Throttle, needed: Throttle): string | undefined {
  const lacks = [
    ...(limit.perSecond < needed.perSecond ? [`perSecond ${limit.perSecond} < ${needed.perSecond}`] : []),
    ...(limit.burst < needed.burst ? [`burst ${limit.burst} < ${needed.burst}`] : []),
  ];
  return lacks.length === 0 ? undefined : lacks.join(', ');
}

/** The limits of the county's file against a hall of so many: the API's by route, and the firewall's for one address. */
export function checkThrottles({ throttles, waf }: CountySettings, delegates: number): readonly Finding[] {
  const load = hallLoad(delegates);
  const needed: Throttle = { perSecond: load.looksPerSecond, burst: load.callsAtOnce };
  const fields = new Map<string, string>();
  for (const route of HALL_ROUTES) {
    const lack = tooTight(throttles.routes[route] ?? throttles.default, needed);
    if (lack !== undefined) fields.set(fieldOf(route, throttles), lack);
  }
  const found: Finding[] = [...fields].map(([field, lack]) =>
    red(
      'throttles',
      {
        zh: `${field} 不够 ${delegates} 位代表：${lack}`,
        en: `${field} is too tight for ${delegates} delegates: ${lack}`,
      },
      DEPLOY,
    ),
  );
  if (waf && load.perFiveMinutes > RATE_LIMIT_PER_FIVE_MINUTES)
    found.push(
      red(
        'throttles',
        {
          zh: `WAF：同一地址五分钟 ${RATE_LIMIT_PER_FIVE_MINUTES} 次 < ${load.perFiveMinutes} 次`,
          en: `WAF: ${RATE_LIMIT_PER_FIVE_MINUTES} requests of one address in five minutes < ${load.perFiveMinutes}`,
        },
        {
          zh: '会场用几条出口，或县文件里 waf 设为 false 后重新部署',
          en: 'give the hall several ways out, or set waf to false in the county’s file and deploy',
        },
      ),
    );
  if (found.length > 0) return found;
  const { perSecond, burst } = needed;
  return [
    green(
      'throttles',
      `${delegates} 位代表要每秒 ${perSecond} 次、一时 ${burst} 次，县文件够用`,
      `${delegates} delegates need ${perSecond} a second and ${burst} at once, which the county’s file lets through`,
    ),
  ];
}
