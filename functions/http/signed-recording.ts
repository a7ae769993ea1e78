import { FILE_KIND_RULES } from '../../shared/process/file-kinds.ts';
import type { Statement } from '../store/floor.ts';
import type { Dependencies } from './dependencies.ts';

/** An address at which a recording of the statement is heard; it is signed here, no storage is asked. */
export const signedRecording = (
  { key, fileName, kind }: NonNullable<Statement['media']>,
  { uploads, nowMs }: Dependencies,
): Promise<string> =>
  uploads.signedGet({ key, fileName, contentType: FILE_KIND_RULES[kind].contentType, nowMs: nowMs() });
