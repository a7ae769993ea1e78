import { useState } from 'preact/hooks';
import { isOverdue } from '../../../shared/process/rectification.ts';
import { shanghaiDay } from '../../../shared/process/shanghai-day.ts';
import { useLanguage } from '../../ui/language.ts';
import { textsIn, useTexts } from '../../ui/texts.ts';
import type { ReadingAddress } from '../address.ts';
import type { Reading } from '../answers.ts';
import { dayText } from '../day-text.ts';
import { Paragraphs } from '../paragraphs.tsx';
import type { ReadCall } from '../routes.ts';
import { TEXTS } from '../texts.ts';

type Item = Reading['items']['items'][number];
type Reply = Item['replies'][number];

function ReplyBlock({ reply }: { readonly reply: Reply }) {
  const language = useLanguage();
  const texts = textsIn(TEXTS, language);
  const { satisfied, 'mostly-satisfied': mostly, dissatisfied } = reply.ratings;
  return (
    <blockquote class="reading-reply">
      <p class="reading-label">
        {texts.replyBy[reply.by]} · {dayText(reply.onDay, language)}
      </p>
      <Paragraphs text={reply.text} />
      {reply.evidence.length > 0 && <p class="quiet">{texts.evidence(reply.evidence.join('、'))}</p>}
      {satisfied + mostly + dissatisfied > 0 && <p>{texts.ratings(satisfied, mostly, dissatisfied)}</p>}
    </blockquote>
  );
}

function ItemFacts({ item }: { readonly item: Item }) {
  const language = useLanguage();
  const texts = textsIn(TEXTS, language);
  const { about, responsible, measure, dueOn } = item;
  const overdue = isOverdue(item, shanghaiDay(Date.now()));
  return (
    <dl class="reading-facts">
      {about !== null && (
        <div>
          <dt>{texts.about}</dt>
          <dd>{about}</dd>
        </div>
      )}
      {responsible !== null && (
        <div>
          <dt>{texts.responsible}</dt>
          <dd>{responsible}</dd>
        </div>
      )}
      {measure !== null && (
        <div>
          <dt>{texts.measure}</dt>
          <dd>{measure}</dd>
        </div>
      )}
      <div>
        <dt>{texts.due}</dt>
        <dd>
          {dayText(dueOn, language)}
          {overdue && <strong class="reading-overdue"> · {texts.overdue}</strong>}
        </dd>
      </div>
    </dl>
  );
}

function ItemBlock({ item }: { readonly item: Item }) {
  const texts = useTexts(TEXTS);
  const { number, kind, wording, state, withCommission, reopened, replies } = item;
  return (
    <li class="reading-item stack-small">
      <h3>
        {texts.itemNumber(number)} · {texts.itemKinds[kind]}
      </h3>
      <p class={`reading-state reading-state-${state}`}>{texts.itemStates[state]}</p>
      <Paragraphs text={wording} />
      <ItemFacts item={item} />
      {withCommission && <p>{texts.withCommission}</p>}
      {reopened > 0 && <p>{texts.reopened(reopened)}</p>}
      {replies.map((reply) => (
        <ReplyBlock key={reply.number} reply={reply} />
      ))}
    </li>
  );
}

interface ItemsProps {
  readonly address: ReadingAddress;
  readonly first: Reading['items'];
  readonly call: ReadCall;
}

/** The pages after the first, as the reader asked for them. */
function useFurtherItems({ address, first, call }: ItemsProps) {
  const [further, setFurther] = useState<readonly Reading['items'][]>([]);
  const pages = [first, ...further];
  const after = pages[pages.length - 1]?.next ?? null;
  const more = async () => {
    if (after === null) return;
    const { session, key } = address;
    const answer = await call('listReadingItems', { session, key, after });
    if (answer.ok) setFurther([...further, answer.value]);
  };
  return { items: pages.flatMap((page) => page.items), hasMore: after !== null, more };
}

/** What is put right after the meeting, item by item, the same for every delegate. */
export function Items(props: ItemsProps) {
  const texts = useTexts(TEXTS);
  const { items, hasMore, more } = useFurtherItems(props);
  return (
    <section class="stack-small" aria-labelledby="items">
      <h2 id="items">{texts.items}</h2>
      {items.length === 0 ? <p class="quiet">{texts.noItems}</p> : <p>{texts.itemsLead}</p>}
      {items.length > 0 && (
        <ol class="stack-small">
          {items.map((item) => (
            <ItemBlock key={item.number} item={item} />
          ))}
        </ol>
      )}
      {hasMore && (
        <button type="button" class="button" onClick={() => void more()}>
          {texts.moreItems}
        </button>
      )}
    </section>
  );
}
