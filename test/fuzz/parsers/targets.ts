import { FILE_TARGETS } from './file-targets.ts';
import { PROTOCOL_TARGETS } from './protocol-targets.ts';
import { SETTINGS_TARGETS } from './settings-targets.ts';
import type { Target } from './target.ts';
import { TEXT_TARGETS } from './text-targets.ts';

/** Every parser of what comes from outside. */
export const TARGETS: readonly Target[] = [...FILE_TARGETS, ...TEXT_TARGETS, ...PROTOCOL_TARGETS, ...SETTINGS_TARGETS];
