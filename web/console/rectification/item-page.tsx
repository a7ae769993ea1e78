import { useLayoutEffect, useRef } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { DecisionSection } from './decision-section.tsx';
import type { ItemProps, WholeItem } from './item-props.ts';
import { MeasureSection } from './measure-section.tsx';
import { RepliesSection } from './replies-section.tsx';
import { ReplyForm } from './reply-form.tsx';
import { StateMark } from './state-mark.tsx';
import { RECTIFICATION_TEXTS } from './texts.ts';

function Face({ item }: { readonly item: WholeItem }) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const sourceText = (source: WholeItem['sources'][number]): string => {
    switch (source.kind) {
      case 'opinion':
        return texts.sources.opinion(source.collated);
      case 'question':
        return texts.sources.question(source.number);
      case 'score':
        return texts.sources.score;
    }
  };
  return (
    <section class="stack-small" aria-label={texts.face}>
      <StateMark item={item} />
      <p class="item-words">
        <strong>{item.wording}</strong>
      </p>
      <dl class="summary">
        <dt>{texts.itemKind}</dt>
        <dd>{texts.kinds[item.kind]}</dd>
        {item.about !== null && <dt>{texts.about}</dt>}
        {item.about !== null && <dd>{item.about}</dd>}
        <dt>{texts.source}</dt>
        <dd>{item.sources.map(sourceText).join('、')}</dd>
        <dt>{texts.dueOn}</dt>
        <dd>{item.dueOn}</dd>
      </dl>
      {!item.calendarKnown && <p class="note note-warn">{texts.calendarUnknown}</p>}
      {item.withCommission && <p class="note note-warn">{texts.onlyCommission}</p>}
    </section>
  );
}

function History({ item }: { readonly item: WholeItem }) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const whoOf = ({ what, by }: WholeItem['history'][number]): string => {
    if (by !== null) return `${texts.hands[by.hand]} ${by.name}`;
    return what === 'reopened' ? texts.anAuthor : texts.byClock;
  };
  const noteOf = ({ what, note }: WholeItem['history'][number]): string => {
    if (note === null) return '';
    const level = (['unit-head', 'county-leader', 'discipline-commission'] as const).find((each) => each === note);
    return what === 'escalated' && level !== undefined ? texts.levels[level] : note;
  };
  return (
    <section class="stack-small">
      <h2>{texts.historyTitle}</h2>
      <ol class="item-history">
        {item.history.map((entry, place) => (
          <li key={place}>
            <span class="quiet">{entry.onDay}</span> <strong>{texts.history[entry.what]}</strong> {noteOf(entry)}
            <span class="cell-detail">{whoOf(entry)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Title({ number, onBack }: { readonly number: number; readonly onBack: () => void }) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <div class="beside">
      <h2 ref={heading} tabIndex={-1}>
        {texts.itemTitle(number)}
      </h2>
      <div class="buttons no-print">
        <button type="button" class="button" onClick={onBack}>
          {texts.backToList}
        </button>
        <button type="button" class="button" onClick={() => print()}>
          {texts.print}
        </button>
      </div>
    </div>
  );
}

function Parts(props: ItemProps) {
  const { role } = useDesk();
  const { item } = props;
  const mayReply =
    role === 'unit-clerk' && item.measure !== null && (item.state === 'open' || item.state === 'replied');
  return (
    <>
      <Face item={item} />
      <MeasureSection {...props} />
      <RepliesSection {...props} />
      {mayReply && <ReplyForm key={item.replies.length} {...props} />}
      <DecisionSection {...props} />
      <History item={item} />
    </>
  );
}

interface ItemPageProps {
  readonly session: string;
  readonly number: number;
  readonly onBack: () => void;
}

/** One item: what it is, what will be and was done, what its authors think of it, and what this member of staff can do now. */
export function ItemPage({ session, number, onBack }: ItemPageProps) {
  const { api } = useDesk();
  const item = String(number);
  const [loaded, reload] = useLoaded(item, () => api('getItem', { session, item }));
  return (
    <section class="stack">
      <Title number={number} onBack={onBack} />
      <WhenLoaded loaded={loaded} onRetry={reload}>
        {(value) => <Parts session={session} item={value} reload={reload} />}
      </WhenLoaded>
    </section>
  );
}
