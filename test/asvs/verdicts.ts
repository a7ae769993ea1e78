import { API } from './chapters/api.ts';
import { AUTHENTICATION } from './chapters/authentication.ts';
import { AUTHORISATION } from './chapters/authorisation.ts';
import { BUSINESS_LOGIC } from './chapters/business-logic.ts';
import { COMMUNICATION } from './chapters/communication.ts';
import { CONFIGURATION } from './chapters/configuration.ts';
import { CRYPTOGRAPHY } from './chapters/cryptography.ts';
import { DATA_PROTECTION } from './chapters/data-protection.ts';
import { ENCODING } from './chapters/encoding.ts';
import { FILES } from './chapters/files.ts';
import { LOGGING } from './chapters/logging.ts';
import { OAUTH } from './chapters/oauth.ts';
import { SECURE_CODING } from './chapters/secure-coding.ts';
import { SESSIONS } from './chapters/sessions.ts';
import { TOKENS } from './chapters/tokens.ts';
import { WEB_FRONTEND } from './chapters/web-frontend.ts';
import { WEBRTC } from './chapters/webrtc.ts';
import type { Chapter } from './verdict.ts';

/** V1 to V17, in the standard's order. */
export const CHAPTERS: readonly Chapter[] = [
  ENCODING,
  BUSINESS_LOGIC,
  WEB_FRONTEND,
  API,
  FILES,
  AUTHENTICATION,
  SESSIONS,
  AUTHORISATION,
  TOKENS,
  OAUTH,
  CRYPTOGRAPHY,
  COMMUNICATION,
  CONFIGURATION,
  DATA_PROTECTION,
  SECURE_CODING,
  LOGGING,
  WEBRTC,
];
