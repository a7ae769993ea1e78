import { useState } from 'preact/hooks';
import { parseFraction, toDecimalText } from '../../shared/process/fraction.ts';
import { VOID_REASONS, votedBy } from '../../shared/process/reconciliation.ts';
import type { CheckedBundle } from '../../shared/protocol/check-bundle.ts';
import { DEFECT_TEXTS } from '../../shared/protocol/defect-texts.ts';
import type { Manifest } from '../../shared/protocol/manifest.ts';
import type { TallyResult } from '../../shared/protocol/result.ts';
import { useLanguage } from '../ui/language.ts';
import { useTexts } from '../ui/texts.ts';
import { placeOf } from './place.ts';
import { TEXTS } from './texts.ts';

/** A long list says no more than its beginning; the number above it is whole. */
const DEFECTS_SHOWN = 200;

const decimal = (text: string | null, factor: bigint, unit: string): string => {
  const fraction = text === null ? undefined : parseFraction(text);
  if (fraction === undefined) return '—';
  return toDecimalText({ ...fraction, numerator: fraction.numerator * factor }, 2) + unit;
};

function Defects({ defects, manifest }: Pick<CheckedBundle, 'defects' | 'manifest'>) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  return (
    <section class="note note-bad stack">
      <h2>✗ {texts.bad(defects.length)}</h2>
      <p>{texts.badHelp}</p>
      <table class="verify-table">
        <thead>
          <tr>
            <th scope="col">{texts.where}</th>
            <th scope="col">{texts.what}</th>
          </tr>
        </thead>
        <tbody>
          {defects.slice(0, DEFECTS_SHOWN).map(({ code, where }, index) => (
            <tr key={`${index}-${where}`}>
              <td>
                {placeOf(where, manifest, texts)} <span class="verify-path">{where}</span>
              </td>
              <td>{DEFECT_TEXTS[code][language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {defects.length > DEFECTS_SHOWN && <p>{texts.more(defects.length - DEFECTS_SHOWN)}</p>}
    </section>
  );
}

function Figures({ manifest, result }: { readonly manifest: Manifest; readonly result: TallyResult }) {
  const texts = useTexts(TEXTS);
  return (
    <table class="verify-table">
      <thead>
        <tr>
          <th scope="col">{texts.subject}</th>
          <th scope="col">{texts.grade}</th>
          <th scope="col">{texts.score}</th>
          <th scope="col">{texts.satisfaction}</th>
        </tr>
      </thead>
      <tbody>
        {result.subjects.map(({ id, score, grade, satisfaction }) => {
          const subject = manifest.subjects.find((each) => each.id === id);
          return (
            <tr key={id}>
              <th scope="row">
                {subject?.name ?? id}
                <span class="quiet"> {subject?.post}</span>
              </th>
              {score === null ? (
                <td colSpan={3}>{texts.withheld}</td>
              ) : (
                <>
                  <td class="figure">{grade === null ? '—' : texts.grades[grade]}</td>
                  <td class="figure">{decimal(score, 1n, '')}</td>
                  <td class="figure">{decimal(satisfaction, 100n, '%')}</td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Invalid({ reasons }: Pick<TallyResult, 'reasons'>) {
  const texts = useTexts(TEXTS);
  return (
    <section class="note note-warn">
      <h2>{texts.invalid}</h2>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{texts.reasons[reason] ?? reason}</li>
        ))}
      </ul>
    </section>
  );
}

function Summary({ checked }: { readonly checked: CheckedBundle }) {
  const texts = useTexts(TEXTS);
  const { manifest, result } = checked;
  if (manifest === null || result === null) return null;
  const { delegates, electronic, paper, valid, void: voided } = result.counts;
  return (
    <section class="stack">
      <h2>{manifest.unit}</h2>
      <p>
        {texts.kinds[checked.kind]} · {manifest.session}
      </p>
      <p>{texts.countsText(delegates, electronic, paper, valid)}</p>
      {votedBy(result.counts) === 'paper' && <p>{texts.allOnPaper}</p>}
      {votedBy(result.counts) === 'both' && <p>{texts.partlyOnPaper(result.counts.paper)}</p>}
      {VOID_REASONS.filter((reason) => (voided[reason] ?? 0) > 0).map((reason) => (
        <p key={reason}>{texts.voided[reason](voided[reason] ?? 0)}</p>
      ))}
      {result.outcome === 'valid' ? (
        <Figures manifest={manifest} result={result} />
      ) : (
        <Invalid reasons={result.reasons} />
      )}
    </section>
  );
}

function CheckCode({
  code,
  given,
  isGiven,
}: {
  readonly code: string;
  readonly given: string;
  readonly isGiven: boolean;
}) {
  const texts = useTexts(TEXTS);
  return (
    <section class="verify-code">
      <h2>{texts.checkCode}</h2>
      <p class="code">{code}</p>
      {given !== '' && (
        <p class={isGiven ? 'note note-good' : 'note note-bad'}>{isGiven ? texts.sameCode : texts.otherCode(given)}</p>
      )}
      <p>{texts.checkCodeHelp}</p>
    </section>
  );
}

interface FindingsProps {
  readonly checked: CheckedBundle;
  /** The file's name or the meeting's id. */
  readonly source: string;
  /** The check code that was typed, or empty. */
  readonly given: string;
}

/** What the check found, in plain words. */
export function Findings({ checked, source, given }: FindingsProps) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const [checkedAtMs] = useState(() => Date.now());
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'long',
    timeStyle: 'short',
  });
  const isGood = checked.defects.length === 0;
  return (
    <div class="stack">
      {isGood ? (
        <section class="note note-good">
          <h2>✓ {texts.good}</h2>
          <p>{checked.kind === 'sealed' ? texts.goodSealed : texts.goodPublic}</p>
        </section>
      ) : (
        <Defects defects={checked.defects} manifest={checked.manifest} />
      )}
      {checked.checkCode !== null && (
        <CheckCode
          code={checked.checkCode}
          given={given}
          isGiven={checked.defects.every(({ code }) => code !== 'another-check-code')}
        />
      )}
      <Summary checked={checked} />
      <section class="stack">
        <h2>{texts.whatIsShown}</h2>
        {texts.shown.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
      <p class="quiet">{texts.source(source, format.format(checkedAtMs))}</p>
      <button type="button" class="button no-print" onClick={() => print()}>
        {texts.print}
      </button>
    </div>
  );
}
