import { useState } from 'preact/hooks';
import { REPORT_PARTS, type ReportPart, type ReportTexts } from '../../../shared/process/report.ts';
import { useTexts } from '../../ui/texts.ts';
import { TextArea } from '../text-area.tsx';
import type { Theirs } from './draft.ts';
import { Paragraphs } from './report-paper.tsx';
import { partNames, REPORTS_TEXTS } from './texts.ts';

interface PartConflictProps {
  readonly part: ReportPart;
  readonly mine: string;
  readonly theirs: string;
  readonly merged: string;
  readonly onMerge: (text: string) => void;
}

function PartConflict({ part, mine, theirs, merged, onMerge }: PartConflictProps) {
  const texts = useTexts(REPORTS_TEXTS);
  const both = [theirs, mine].filter((text) => text.trim() !== '').join('\n');
  return (
    <section class="report-merge stack-small">
      <h3>{texts.parts[part]}</h3>
      <div class="report-two">
        <div>
          <h4>{texts.mine}</h4>
          <Paragraphs text={mine} />
        </div>
        <div>
          <h4>{texts.theirs}</h4>
          <Paragraphs text={theirs} />
        </div>
      </div>
      <div class="buttons">
        <button type="button" class="button" onClick={() => onMerge(mine)}>
          {texts.keepMine}
        </button>
        <button type="button" class="button" onClick={() => onMerge(theirs)}>
          {texts.takeTheirs}
        </button>
        <button type="button" class="button" onClick={() => onMerge(both)}>
          {texts.takeBoth}
        </button>
      </div>
      <TextArea label={texts.merged} rows={6} value={merged} onInput={onMerge} />
    </section>
  );
}

interface ConflictProps {
  readonly mine: ReportTexts;
  readonly theirs: Theirs;
  readonly onMerged: (texts: ReportTexts) => void;
}

/** Two people's versions side by side: what is saved is what a person chose, part by part. */
export function Conflict({ mine, theirs, onMerged }: ConflictProps) {
  const texts = useTexts(REPORTS_TEXTS);
  const [merged, setMerged] = useState(mine);
  const differing = REPORT_PARTS.filter((part) => mine[part] !== theirs.texts[part]);
  const alike = REPORT_PARTS.filter((part) => !differing.includes(part));
  return (
    <section class="confirm stack-small" role="alert" aria-label={texts.conflictTitle(theirs.who)}>
      <h2>{texts.conflictTitle(theirs.who)}</h2>
      <p>{texts.conflictLead}</p>
      {alike.length > 0 && <p class="quiet">{texts.conflictSame(partNames(texts, alike))}</p>}
      {differing.map((part) => (
        <PartConflict
          key={part}
          part={part}
          mine={mine[part]}
          theirs={theirs.texts[part]}
          merged={merged[part]}
          onMerge={(text) => setMerged({ ...merged, [part]: text })}
        />
      ))}
      <button type="button" class="button button-strong" onClick={() => onMerged(merged)}>
        {texts.saveMerged}
      </button>
    </section>
  );
}
