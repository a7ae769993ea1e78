import { OPINION_KINDS, type OpinionSubject } from '../../../shared/process/opinions.ts';
import { useTexts } from '../../ui/texts.ts';
import { SelectField } from './select-field.tsx';
import { choiceOf, type Subjects, subjectOf, subjectOptions } from './subjects.ts';
import { COLLATION_TEXTS } from './texts.ts';

interface KindAndSubjectProps {
  readonly kind: (typeof OPINION_KINDS)[number];
  readonly about: OpinionSubject;
  readonly subjects: Subjects;
  readonly onChange: (changed: Partial<Pick<KindAndSubjectProps, 'kind' | 'about'>>) => void;
}

/** What sort of opinion it is, and whom it is about. */
export function KindAndSubject({ kind, about, subjects, onChange }: KindAndSubjectProps) {
  const texts = useTexts(COLLATION_TEXTS);
  return (
    <>
      <SelectField
        label={texts.kind}
        value={kind}
        options={OPINION_KINDS.map((each) => [each, texts.kinds[each]] as const)}
        onSelect={(value) => onChange({ kind: value })}
      />
      <SelectField
        label={texts.about}
        value={choiceOf(about)}
        options={subjectOptions(subjects, texts.wholeUnit)}
        onSelect={(value) => onChange({ about: subjectOf(value) })}
      />
    </>
  );
}
