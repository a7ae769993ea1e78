import type { Subject } from '../../../shared/process/ballot-form.ts';
import { FORM_OF_33, FORM_OF_180 } from '../../load/ballot-forms.ts';
import { makeMeeting, storeMeeting } from '../../load/made-meeting.ts';
import { type Charge, type MeteredFunctions, startMeteredFunctions } from '../../load/metered-functions.ts';
import type { Figure } from '../figure.ts';

const READS = ['GetItem', 'Get', 'Query', 'BatchGetItem', 'BatchGet', 'Scan'];

const unitsOf = (charges: readonly Charge[]) => {
  const sum = (which: boolean) =>
    charges.filter(({ command }) => READS.includes(command) === which).reduce((total, { units }) => total + units, 0);
  return { read: sum(true), write: sum(false), requests: charges.map(({ command }) => command).join(' + ') };
};

const FORMS = [
  { name: '33 indicators', subjects: FORM_OF_33 },
  { name: '30 × 6 indicators', subjects: FORM_OF_180 },
];

async function figuresOf(functions: MeteredFunctions, name: string, subjects: readonly Subject[]): Promise<Figure[]> {
  // The longest name a session may have: names count as bytes of an item.
  const session = `bench-units-${subjects.length}-`.padEnd(64, 'x');
  const meeting = await makeMeeting(session, subjects);
  await storeMeeting(functions.stores, meeting, 'voting');
  // The first of a process reads the meeting and unwraps its keys; from then on it knows them.
  await functions.cast(meeting);
  await functions.draw(meeting);
  const cast = unitsOf(await functions.cast(meeting));
  const drawn = unitsOf(await functions.draw(meeting));
  const id = `${subjects.length}-subjects`;
  const figure = (what: string, units: number, target: NonNullable<Figure['target']>, requests: string): Figure => ({
    id: `${what.replaceAll(' ', '-')}-${id}`,
    ...{ name: `${what} units, ${name}`, measured: units, unit: 'units', target, detail: { requests } },
  });
  return [
    figure('casting write', cast.write, { exactly: 1 }, cast.requests),
    figure('casting read', cast.read, { exactly: 0 }, cast.requests),
    figure('drawing write', drawn.write, { atMost: 1 }, drawn.requests),
    figure('drawing read', drawn.read, { atMost: 1 }, drawn.requests),
  ];
}

/** What the engine charges for one casting and one drawing in a process that knows the meeting. Exact. */
export async function measureUnits(): Promise<readonly Figure[]> {
  const functions = await startMeteredFunctions();
  try {
    const figures: Figure[] = [];
    for (const { name, subjects } of FORMS) figures.push(...(await figuresOf(functions, name, subjects)));
    return figures;
  } finally {
    await functions.stop();
  }
}
