import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { RATINGS, type Rating } from '../../../shared/process/opinions.ts';
import { useTexts } from '../../ui/texts.ts';
import { RatePress, type Trouble } from './rate-press.tsx';
import { FOLLOW_TEXTS } from './texts.ts';

export type Item = NonNullable<ResponseOf<'followOpinion'>['item']>;
type ReplyOf = Item['replies'][number];

/** Whether somebody’s 不满意 with the reply is counted: it reopened the item then, and another does not. */
export const isReopenedBy = ({ ratings }: Pick<ReplyOf, 'ratings'>): boolean => (ratings.dissatisfied ?? 0) > 0;

interface ReplyProps {
  readonly reply: ReplyOf;
  readonly onRate: (rating: Rating) => Promise<Trouble>;
}

function Reply({ reply, onRate }: ReplyProps) {
  const texts = useTexts(FOLLOW_TEXTS);
  const given = RATINGS.filter((rating) => (reply.ratings[rating] ?? 0) > 0);
  return (
    <li class="reply stack">
      <h3>{texts.reply(reply.number, reply.onDay)}</h3>
      <p class="quiet">{texts.hands[reply.by]}</p>
      <p class="words">{reply.text}</p>
      {reply.evidence.length > 0 && (
        <p>
          {texts.evidence}
          {reply.evidence.join('、')}
        </p>
      )}
      {reply.mine === null ? (
        <RatePress isReopened={isReopenedBy(reply)} onRate={onRate} />
      ) : (
        <p class="note note-good">
          <strong>{texts.mine(texts.ratings[reply.mine])}</strong>
          {!reply.counted && texts.waits}
        </p>
      )}
      {given.length > 0 && (
        <p class="quiet">
          {texts.all}
          {given.map((rating) => texts.count(texts.ratings[rating], reply.ratings[rating] ?? 0)).join('、')}
        </p>
      )}
    </li>
  );
}

function Facts({ item }: { readonly item: Item }) {
  const texts = useTexts(FOLLOW_TEXTS);
  return (
    <dl class="facts">
      <dt>{texts.measure}</dt>
      <dd class="words">{item.measure ?? texts.notSet}</dd>
      <dt>{texts.responsible}</dt>
      <dd>{item.responsible ?? texts.notSet}</dd>
      {item.state === 'open' && <dt>{texts.dueOn}</dt>}
      {item.state === 'open' && <dd>{item.dueOn}</dd>}
    </dl>
  );
}

const toneOf = ({ state, overdue }: Item): string => {
  if (overdue) return 'note-bad';
  return { open: '', replied: 'note-warn', fixed: 'note-good', closed: 'note-warn' }[state];
};

interface ItemViewProps {
  readonly item: Item;
  readonly onRate: (reply: number, rating: Rating) => Promise<Trouble>;
}

/** What is put right of an opinion: measure, replies to rate, what happened so far. */
export function ItemView({ item, onRate }: ItemViewProps) {
  const texts = useTexts(FOLLOW_TEXTS);
  return (
    <>
      <div class={`note ${toneOf(item)} stack`}>
        <p class="lead">
          <strong>{texts.states[item.state]}</strong>
        </p>
        {item.overdue && <p>{texts.overdue}</p>}
        {item.withCommission && <p>{texts.withCommission}</p>}
      </div>
      <Facts item={item} />
      <h2>{texts.repliesTitle}</h2>
      {item.replies.length === 0 && <p>{texts.noReplies}</p>}
      <ol>
        {[...item.replies].reverse().map((reply) => (
          <Reply key={reply.number} reply={reply} onRate={(rating) => onRate(reply.number, rating)} />
        ))}
      </ol>
      <details>
        <summary>{texts.historyTitle}</summary>
        <ol class="happened">
          {item.history.map(({ onDay, what, note }, place) => (
            <li key={place}>
              {onDay} <strong>{texts.history[what]}</strong>
              {what !== 'escalated' && note !== null && ` ${note}`}
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}
