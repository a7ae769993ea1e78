import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { ESCALATION_LEVELS } from '../../../shared/process/round-config.ts';
import { CATEGORIES } from '../../../shared/process/seats.ts';
import { useLanguage } from '../../ui/language.ts';
import { textsIn, useTexts } from '../../ui/texts.ts';
import { DataTable } from '../table/data-table.tsx';
import { whenText } from '../when.ts';
import { type Plan, RULE_NUMBERS } from './plan-draft.ts';
import { PLAN_TEXTS } from './texts.ts';

type History = ResponseOf<'getPlan'>['history'];

function Basis({ plan }: { readonly plan: Plan }) {
  const texts = useTexts(PLAN_TEXTS);
  const { basis, leader, commission } = plan;
  return (
    <section class="stack-small">
      <h2>{texts.basis}</h2>
      {basis.length === 0 && <p class="quiet">{texts.basisNone}</p>}
      <ul class="plan-list">
        {basis.map(({ title, number, date }) => (
          <li key={`${title} ${number}`}>{[title, number, date].filter(Boolean).join(' · ')}</li>
        ))}
      </ul>
      <h2>{texts.leader}</h2>
      <p>{[leader.name, leader.post, leader.email].filter(Boolean).join(' · ') || texts.noDate}</p>
      <h2>{texts.commission}</h2>
      <p>{[commission.name, commission.email].filter(Boolean).join(' · ') || texts.noDate}</p>
    </section>
  );
}

function Units({ plan }: { readonly plan: Plan }) {
  const texts = useTexts(PLAN_TEXTS);
  const rows = plan.units.map((unit, place) => ({ ...unit, place: place + 1 }));
  return (
    <DataTable
      caption={texts.units}
      rows={rows}
      keyOf={({ unit }) => unit}
      rowsPerPage={100}
      searchable={false}
      columns={[
        { id: 'place', title: texts.number, text: ({ place }) => String(place), rank: ({ place }) => place },
        { id: 'unit', title: texts.unit, text: ({ name, pilot }) => (pilot ? `${name}（${texts.pilotYes}）` : name) },
        { id: 'heldOn', title: texts.heldOn, text: ({ heldOn }) => heldOn ?? texts.noDate },
        {
          id: 'leader',
          title: texts.countyLeader,
          text: ({ leader }) => leader.name || '—',
          cell: ({ leader }) => (
            <>
              {leader.name || '—'}
              <span class="cell-detail">{leader.email}</span>
            </>
          ),
        },
        {
          id: 'head',
          title: texts.head,
          text: ({ head }) => head.name || '—',
          cell: ({ head }) => (
            <>
              {head.name || '—'}
              <span class="cell-detail">{head.email}</span>
            </>
          ),
        },
        {
          id: 'officers',
          title: texts.officers,
          text: ({ officers }) => officers.map(({ name, post }) => `${name} ${post}`).join('、'),
        },
      ]}
    />
  );
}

function Rules({ plan }: { readonly plan: Plan }) {
  const texts = useTexts(PLAN_TEXTS);
  const { rules } = plan;
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name).join('、');
  const lines: readonly (readonly [string, string])[] = [
    [texts.unitIndicatorsShown, names(rules.unitIndicators)],
    [texts.officerIndicatorsShown, names(rules.officerIndicators)],
    [texts.excellent, String(rules.thresholds.excellent)],
    [texts.qualified, String(rules.thresholds.qualified)],
    [texts.minDelegates, String(rules.seats.minDelegates)],
    ...CATEGORIES.map((category) => [texts.shares[category], String(rules.seats.sharesPercent[category])] as const),
    ...RULE_NUMBERS.map((name) => [texts.numbers[name], String(rules[name])] as const),
    ...ESCALATION_LEVELS.map((level) => [texts.escalation[level], String(rules.escalationWorkingDays[level])] as const),
  ];
  return (
    <section class="stack-small">
      <h2>{texts.rules}</h2>
      <p>{texts.rulesPinned}</p>
      <dl class="plan-rules">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface HistoryProps {
  readonly history: History;
  readonly onShow: (version: number) => void;
}

/** Who changed what, when and why; every version can be read again. */
export function PlanHistory({ history, onShow }: HistoryProps) {
  const language = useLanguage();
  const texts = textsIn(PLAN_TEXTS, language);
  if (history.length === 0) return null;
  const whatOf = ({ changed }: History[number]) => changed.map((part) => texts.parts[part]).join('、') || texts.first;
  return (
    <div class="no-print">
      <DataTable
        caption={texts.history}
        rows={history}
        keyOf={({ version }) => String(version)}
        searchable={false}
        columns={[
          {
            id: 'version',
            title: texts.versionColumn,
            text: ({ version }) => texts.version(version),
            rank: ({ version }) => version,
            cell: ({ version }) => (
              <button type="button" class="language-switch" onClick={() => onShow(version)}>
                {texts.version(version)}
              </button>
            ),
          },
          {
            id: 'when',
            title: texts.when,
            text: ({ atMs }) => whenText(atMs, language),
            rank: ({ atMs }) => atMs,
          },
          { id: 'who', title: texts.who, text: ({ who }) => who },
          { id: 'what', title: texts.what, text: whatOf },
          { id: 'why', title: texts.why, text: ({ why }) => why },
        ]}
      />
    </div>
  );
}

/** A version of the plan, to be read and printed. */
export function PlanSheet({ plan }: { readonly plan: Plan }) {
  return (
    <div class="plan-sheet stack">
      <Basis plan={plan} />
      <Units plan={plan} />
      <Rules plan={plan} />
    </div>
  );
}
