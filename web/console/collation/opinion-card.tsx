import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { useAction } from '../use-action.ts';
import { PhotoStrip } from './photo-strip.tsx';
import { type Subjects, subjectName } from './subjects.ts';
import { COLLATION_TEXTS } from './texts.ts';

export type RawOpinion = ResponseOf<'listOpinions'>['opinions'][number];

interface DiscardProps {
  readonly session: string;
  readonly opinion: string;
  readonly onDone: () => void;
}

function Discard({ session, opinion, onDone }: DiscardProps) {
  const texts = useTexts(COLLATION_TEXTS);
  const { api } = useDesk();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { busy, failed, press } = useAction(() => api('discardOpinion', { session, opinion, reason }), onDone);
  if (!isOpen)
    return (
      <button type="button" class="button" onClick={() => setOpen(true)}>
        {texts.discard}
      </button>
    );
  return (
    <div class="confirm stack-small">
      <p>{texts.discardEffect}</p>
      <TextArea label={texts.discardReason} rows={2} value={reason} onInput={setReason} />
      <div class="buttons">
        <button
          type="button"
          class="button button-danger"
          disabled={busy || reason.trim().length < 2}
          onClick={() => void press()}
        >
          {texts.discard}
        </button>
        <button type="button" class="button" onClick={() => setOpen(false)}>
          {texts.cancel}
        </button>
      </div>
      {failed !== null && <FailureNote answer={failed} />}
    </div>
  );
}

/** Where it stands, in words. */
const stateText = ({ state }: RawOpinion, texts: typeof COLLATION_TEXTS.zh): string => {
  if (state.kind === 'collated') return texts.inEntry(state.number);
  return state.kind === 'discarded' ? `${texts.states.discarded}：${state.reason}` : texts.states.new;
};

interface OpinionCardProps {
  readonly session: string;
  readonly opinion: RawOpinion;
  readonly place: number;
  readonly subjects: Subjects;
  readonly isChosen: boolean;
  /** Absent where it cannot be chosen. */
  readonly onChoose?: (isChosen: boolean) => void;
  readonly onDiscarded?: () => void;
  /** What else can be done with it here. */
  readonly children?: ComponentChildren;
}

/** An opinion as it was written: for the inspection office. */
export function OpinionCard(props: OpinionCardProps) {
  const { session, opinion, place, subjects, isChosen, onChoose, onDiscarded, children } = props;
  const texts = useTexts(COLLATION_TEXTS);
  const { api } = useDesk();
  const id = useId();
  const { kind, about, text, named, channel, invited, day, photos } = opinion;
  const facts = [
    texts.kinds[kind],
    subjectName(about, { subjects, wholeUnit: texts.wholeUnit }),
    texts.channels[channel],
    day,
    ...(invited ? [texts.invited] : []),
  ];
  return (
    <li class="opinion-card stack-small">
      <div class="opinion-head">
        {onChoose !== undefined && (
          <input
            type="checkbox"
            checked={isChosen}
            aria-label={texts.choose(place)}
            aria-describedby={id}
            onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
          />
        )}
        <p class="quiet">{facts.join(' · ')}</p>
        <span class="step-status">{stateText(opinion, texts)}</span>
      </div>
      <p id={id} class="opinion-words">
        {text}
      </p>
      {named !== null && <p class="quiet">{texts.named(named.name, named.contact)}</p>}
      <PhotoStrip
        photos={photos}
        label={texts.photos(photos.length)}
        open={(photo) => api('openPhoto', { session, opinion: opinion.opinion, photo })}
      />
      {onDiscarded !== undefined && opinion.state.kind === 'new' && (
        <Discard session={session} opinion={opinion.opinion} onDone={onDiscarded} />
      )}
      {children}
    </li>
  );
}
