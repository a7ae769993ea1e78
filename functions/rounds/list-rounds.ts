import { implement } from '../http/implement.ts';

export const listRounds = implement('listRounds', async ({ deps }) => {
  const rounds = await deps.registry.rounds.list();
  return {
    answer: {
      rounds: rounds.map(({ round, name, units, importedAtMs }) => ({
        round,
        name,
        units: units.length,
        importedAt: importedAtMs,
      })),
    },
  };
});
