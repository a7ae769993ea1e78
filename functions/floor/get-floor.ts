import type { Dependencies } from '../http/dependencies.ts';
import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { signedRecording } from '../http/signed-recording.ts';
import type { Statement } from '../store/floor.ts';

async function shownStatement(statement: Statement | undefined, deps: Dependencies) {
  if (statement === undefined) return null;
  const { speaker, text, onDay, media } = statement;
  if (media === null) return { speaker, text, onDay, media };
  const { fileName, kind, bytes } = media;
  const url = await signedRecording(media, deps);
  return { speaker, text, onDay, media: { fileName, kind, bytes, url } };
}

/** The floor as staff see it: agenda, one page of questions, the newest statement. */
export const getFloor = implement('getFloor', async ({ request, caller, deps }) => {
  const { session, after } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const { floor } = deps.meetings;
  const { value, version } = await floor.readHead(session);
  const { items, next } = await floor.listQuestions(session, after);
  const { agenda, current, called } = value;
  return {
    answer: {
      ...{ version, agenda, current, called },
      questions: items.map((item) => item.value),
      next,
      statement: await shownStatement(await floor.readStatement(session, value), deps),
    },
  };
});
