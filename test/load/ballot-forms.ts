import { DEFAULT_OFFICER_INDICATORS, makeSubjects, type Subject } from '../../shared/process/ballot-form.ts';

const officers = (howMany: number) =>
  Array.from({ length: howMany }, (_, place) => ({ id: `o${place + 1}`, name: `样例干部${place + 1}`, post: '干部' }));

/** The ballot form of the sample's largest unit: 3 indicators of the unit, 6 of each of five officers. */
export const FORM_OF_33: readonly Subject[] = makeSubjects({ unit: { name: '样例分局' }, officers: officers(5) });

/** The largest form that the figures speak of: 30 subjects with 6 indicators each. */
export const FORM_OF_180: readonly Subject[] = makeSubjects({
  unit: { name: '样例分局' },
  officers: officers(29),
  config: { unitIndicators: DEFAULT_OFFICER_INDICATORS, officerIndicators: DEFAULT_OFFICER_INDICATORS },
});
