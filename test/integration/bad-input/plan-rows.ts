import type { StaffRole } from '../../../shared/contract/operation.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { DEFAULT_ROUND_CONFIG } from '../../../shared/process/round-config.ts';
import { type County, ROUNDS } from './county.ts';
import { type Knock, knockOf } from './knock.ts';
import { type GoodRequests, type Row, row } from './row.ts';

const NOBODY = { name: '', email: '' };
const officer = (name: string, isHead: boolean) => ({ name, post: '', isHead });

const unitOf = (code: string, change: object = {}) => ({
  unit: code,
  name: `甲乙${code}`,
  heldOn: null,
  pilot: false,
  leader: NOBODY,
  headEmail: '',
  officers: [officer('某甲', true), officer('某乙', false)],
  ...change,
});

const OPENING = {
  round: 'r-2041',
  name: '某年',
  basis: [],
  leader: { ...NOBODY, post: '' },
  commission: NOBODY,
  units: [unitOf('aaa'), unitOf('bbb')],
  rules: DEFAULT_ROUND_CONFIG,
};

const planned = (unit: string) => ({ unit, heldOn: null, pilot: false, leader: NOBODY, head: NOBODY });
const PLAN = {
  basis: [],
  leader: { ...NOBODY, post: '' },
  commission: NOBODY,
  units: [planned('aaa')],
  rules: DEFAULT_ROUND_CONFIG,
};
const CHANGE = { round: ROUNDS[0], expectedVersion: 1, reason: '某因', plan: PLAN };

export const planRequests: GoodRequests = {
  openRound: () => OPENING,
  changePlan: () => CHANGE,
  getPlan: () => ({ round: ROUNDS[0] }),
  getHome: () => ({ round: ROUNDS[0] }),
};

const order =
  (id: OperationId, request: object, role: StaffRole = 'inspection-office') =>
  ({ bearers }: County): Knock =>
    knockOf(id, request, bearers[role]);

const opened = (title: string, expected: Row['expected'], change: object, places: readonly string[] = []): Row =>
  row(title, expected, order('openRound', { ...OPENING, ...change }), { places });
const withRules = (change: object): object => ({ rules: { ...DEFAULT_ROUND_CONFIG, ...change } });
const withSeats = ({
  minDelegates = 30,
  market = 80,
}: {
  readonly minDelegates?: number;
  readonly market?: number;
}) => {
  const { sharesPercent } = DEFAULT_ROUND_CONFIG.seats;
  return withRules({ seats: { minDelegates, sharesPercent: { ...sharesPercent, 'market-entity': market } } });
};
const manyIndicators = Array.from({ length: 31 }, (_, index) => ({ id: `i${index}`, name: `项${index}` }));

export const planRows: readonly Row[] = [
  opened('a round opened over one that there is', '409 round-exists', { round: ROUNDS[0] }),
  opened('a round with a name that is none', '400 request-invalid', { round: 'R 2041' }, ['round']),
  opened('a round without units', '400 request-invalid', { units: [] }, ['units']),
  opened('a round named with a control character', '400 request-invalid', { name: '某\u0007年' }, ['name']),
  opened('a round named to be read backwards', '400 request-invalid', { name: '某\u202e年' }, ['name']),
  opened(
    'a unit on the 30th of February',
    '400 request-invalid',
    { units: [unitOf('aaa', { heldOn: '2031-02-30' })] },
    ['units.0.heldOn'],
  ),
  opened(
    'an address with a line break, as a forger of e-mail heads writes it',
    '400 request-invalid',
    { units: [unitOf('aaa', { headEmail: 'a@b.example\nbcc: c@d.example' })] },
    ['units.0.headEmail'],
  ),
  opened('two units of one code', '422 plan-not-valid', { units: [unitOf('aaa'), unitOf('aaa', { name: '丙' })] }, [
    'units.1.unit',
    'unit-repeated',
  ]),
  opened(
    'a pilot after another unit',
    '422 plan-not-valid',
    { units: [unitOf('aaa'), unitOf('bbb', { pilot: true })] },
    ['units.1.pilot', 'pilot-after-other'],
  ),
  opened(
    'a unit with two heads',
    '422 plan-not-valid',
    { units: [unitOf('aaa', { officers: [officer('某甲', true), officer('某乙', true)] })] },
    ['units.0.officers', 'one-head'],
  ),
  opened('thresholds upside down', '422 plan-not-valid', withRules({ thresholds: { excellent: 60, qualified: 85 } }), [
    'rules.thresholds',
    'thresholds-order',
  ]),
  opened(
    'a threshold above a hundred',
    '400 request-invalid',
    withRules({ thresholds: { excellent: 101, qualified: 60 } }),
    ['rules.thresholds.excellent'],
  ),
  opened('shares that add to 99', '422 plan-not-valid', withSeats({ market: 79 }), [
    'rules.seats.sharesPercent',
    'shares-sum',
  ]),
  opened('half a per cent', '400 request-invalid', withSeats({ market: 80.5 }), [
    'rules.seats.sharesPercent.market-entity',
  ]),
  opened('a list of nobody at least', '400 request-invalid', withSeats({ minDelegates: 0 }), [
    'rules.seats.minDelegates',
  ]),
  opened('lists of more than a thousand', '400 request-invalid', withSeats({ minDelegates: 1_001 }), [
    'rules.seats.minDelegates',
  ]),
  opened('more candidates than a nomination holds', '422 plan-not-valid', withSeats({ minDelegates: 251 }), [
    'rules.seats.minDelegates',
    'minimum-too-large',
  ]),
  opened('more indicators than a list holds', '400 request-invalid', withRules({ unitIndicators: manyIndicators }), [
    'rules.unitIndicators',
  ]),
  row('a plan over a newer one', '409 edited-meanwhile', order('changePlan', { ...CHANGE, expectedVersion: 0 })),
  row('a plan for units that the round has not', '422 plan-not-valid', order('changePlan', CHANGE), {
    places: ['units', 'units-differ'],
  }),
  row('a plan changed without a reason', '400 request-invalid', order('changePlan', { ...CHANGE, reason: ' ' }), {
    places: ['reason'],
  }),
  row('a plan of a round that there is not', '404 round-unknown', order('changePlan', { ...CHANGE, round: 'r-2050' })),
  row(
    'a version of a plan that there is not',
    '404 plan-version-unknown',
    order('getPlan', { round: ROUNDS[0], version: 99 }),
  ),
  row('the plan of a round that there is not', '404 round-unknown', order('getPlan', { round: 'r-2050' })),
  row('the home of a round that there is not', '404 round-unknown', order('getHome', { round: 'r-2050' }, 'auditor')),
];
