import { implement } from '../http/implement.ts';

export const listRounds = implement('listRounds', async ({ deps }) => {
  const rounds = await deps.registry.rounds.lines();
  return {
    answer: {
      rounds: rounds.map(({ round, name, units, importedAtMs }) => ({
        round,
        name,
        units,
        importedAt: importedAtMs,
      })),
    },
  };
});
