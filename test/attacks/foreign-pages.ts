import { toB64u } from '../../shared/protocol/bytes.ts';
import { codeHash } from '../../shared/protocol/code.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { announced } from '../unit/report/announced-result.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import { textAttempts } from './foreign-texts.ts';
import type { Ground } from './ground/ground.ts';
import { type Front, nothingBefore, openSite, openStrangersPage } from './ground/site.ts';
import { productAsItIs, productWithout } from './ground/stages.ts';

const PATIENCE_MS = 20_000;
/** Of a meeting, by which something is written. */
const LEAST_OPERATIONS = 15;

/** A front that leaves the pages' own headers out. */
const withoutHeaders: Front = (listener) => (request, response) => {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((status: number, headers: Record<string, string>) => {
    const { 'content-security-policy': _policy, 'x-frame-options': _frame, ...rest } = headers;
    return writeHead(status, rest);
  }) as typeof response.writeHead;
  return listener(request, response);
};

/** A front that takes any text for JSON. */
const anyTypeIsJson: Front = (listener) => (request, response) => {
  if (request.method === 'POST') request.headers['content-type'] = 'application/json';
  return listener(request, response);
};

/** A front that lets every origin read. */
const openToAll: Front = (listener) => (request, response) => {
  response.setHeader('access-control-allow-origin', '*');
  return listener(request, response);
};

/** Runs in a stranger's page, and gives what the page notes as its title. */
async function asStranger(ground: Ground, html: string, until = () => document.title !== ''): Promise<string> {
  const address = await openStrangersPage(ground, html);
  const context = await (await ground.browser()).newContext();
  try {
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForFunction(until, undefined, { timeout: PATIENCE_MS });
    return await page.title();
  } finally {
    await context.close();
  }
}

/** Every page that people open; what is pressed on them votes, signs, counts or sends an opinion. */
const PAGES = ['', 'vote', 'teller', 'console', 'opinion', 'read', 'hall', 'verify', 'promise'];

async function playFrame(front: Front, ground: Ground): Promise<Outcome> {
  const stage = await productAsItIs().openStage(ground, { state: 'armed', cards: 1 });
  const { origin } = await openSite(ground, stage, front);
  const frames = PAGES.map((page) => `<iframe src="${origin}/${page === '' ? '' : `${page}/`}"></iframe>`);
  const address = await openStrangersPage(ground, frames.join('\n'));
  const context = await (await ground.browser()).newContext();
  try {
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForLoadState('load');
    const below = page.frames().slice(1);
    if (below.length !== PAGES.length) throw new Error('not a frame for each page');
    const shown = await Promise.all(below.map((frame) => frame.locator('main, h1, #page').count()));
    const under = PAGES.filter((_, place) => (shown[place] ?? 0) > 0);
    return under.length > 0 ? gained(`${under.length} pages under a stranger’s glass`) : stopped('an empty frame');
  } finally {
    await context.close();
  }
}

async function playPost(front: Front, ground: Ground): Promise<Outcome> {
  const stage = await productAsItIs().openStage(ground, { state: 'armed', cards: 1 });
  const { origin } = await openSite(ground, stage, front);
  const code = stage.cards[0]?.code ?? '';
  const blinded = platformRandom(256);
  blinded[0] = 1;
  const body = JSON.stringify({ session: stage.session.id, code, blinded: toB64u(blinded) });
  await asStranger(
    ground,
    `<script>fetch('${origin}/api/check-in', { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body: ${JSON.stringify(body)} })
      .then(() => { document.title = 'sent'; }, () => { document.title = 'not sent'; });</script>`,
  );
  const hash = await codeHash(stage.session.id, code);
  const state = (await stage.hall.deps.registry.issuing.readCode(stage.session.id, hash))?.state;
  return state === 'live' ? stopped('a card that is live') : gained(`a card that is ${state}`);
}

/** What a browser sends to another origin without asking it first (Fetch standard, CORS-safelisted content types). */
const UNASKED = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b'];
const REFUSED = 415;

async function playPosts(front: Front, ground: Ground): Promise<Outcome> {
  const stage = await productAsItIs().openStage(ground, { state: 'armed' });
  const answered = new Map<string, number>();
  const noting: Front = (listener) => (request, response) => {
    if (request.method === 'POST') response.once('finish', () => answered.set(request.url ?? '', response.statusCode));
    return front(listener)(request, response);
  };
  const { origin } = await openSite(ground, stage, noting);
  const paths = stage.hall.routes
    .filter(({ method }) => method === 'POST')
    .map(({ path }) => path.replaceAll(/\{\w+\}/g, stage.session.id));
  const sent = paths.flatMap((path) => UNASKED.map((type, place) => [`${path}?${place}`, type]));
  await asStranger(
    ground,
    `<script>Promise.allSettled(${JSON.stringify(sent)}.map(([path, type]) =>
      fetch('${origin}' + path, { method: 'POST', mode: 'no-cors', headers: { 'content-type': type }, body: '{}' })))
      .then(() => { document.title = 'sent'; });</script>`,
  );
  if (answered.size !== sent.length || paths.length < LEAST_OPERATIONS)
    throw new Error('not every operation was asked');
  const read = sent.flatMap(([path = '']) => (answered.get(path) === REFUSED ? [] : [path]));
  return read.length > 0 ? gained(`${read.length} requests that were read`) : stopped('content-type-unsupported');
}

async function playRead(front: Front, ground: Ground): Promise<Outcome> {
  const stage = await productAsItIs().openStage(ground, { state: 'armed' });
  const { origin } = await openSite(ground, stage, front);
  const title = await asStranger(
    ground,
    `<script>fetch('${origin}/api/sessions/${stage.session.id}').then((answer) => answer.json())
      .then(({ state }) => { document.title = state; }, () => { document.title = 'refused'; });</script>`,
  );
  return title === 'refused' ? stopped('the browser') : gained(`the meeting’s state: ${title}`);
}

const SCRIPT = "<img src=x onerror=\"document.title='ran'\"><script>document.title='ran'</script>";

/** The same with a script wherever there is a text. */
const scripted = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value), (name, each) =>
    ['unit', 'name', 'post', 'reason'].includes(name) ? `${each}${SCRIPT}` : each,
  );

export const foreignPages: Attack = {
  target: 'the pages, seen from other pages and by way of their texts',
  attacker: 'whoever has a delegate’s browser open a page of theirs; whoever may write a name',
  holds: 'a page on another origin; text fields',
  wants: 'presses under a glass, requests in the delegate’s browser, a script on our pages',
  attempts: [
    attempt<Front>({
      title: 'each page in a stranger’s frame',
      stoppedBy: 'an empty frame',
      weakness: 'the headers that forbid framing',
      product: () => nothingBefore,
      weakened: () => withoutHeaders,
      play: playFrame,
    }),
    attempt<Front>({
      title: 'a stranger’s page posts a drawing as plain text, for which a browser asks nobody',
      stoppedBy: 'a card that is live',
      weakness: 'JSON alone, for which a browser asks first',
      product: () => nothingBefore,
      weakened: () => anyTypeIsJson,
      play: playPost,
    }),
    attempt<Front>({
      title: 'a stranger’s page posts to every operation of a meeting, as text, as a form and as parts of one',
      stoppedBy: 'content-type-unsupported',
      weakness: 'JSON alone, for which a browser asks first',
      product: () => nothingBefore,
      weakened: () => anyTypeIsJson,
      play: playPosts,
    }),
    attempt<Front>({
      title: 'a stranger’s page reads an answer',
      stoppedBy: 'the browser',
      weakness: 'answers without leave for other origins',
      product: () => nothingBefore,
      weakened: () => openToAll,
      play: playRead,
    }),
    attempt({
      title: 'a script in every name, post and reason of a printed result, opened where no policy holds',
      stoppedBy: 'text',
      weakness: 'escaping what is text',
      product: productAsItIs,
      weakened: productWithout({
        'functions/tally/report/html-text.ts': {
          html:
            () =>
            (parts, ...values) => {
              const text = (value: (typeof values)[number]): string => {
                if (typeof value === 'string' || typeof value === 'number') return String(value);
                return 'html' in value ? value.html : value.map((each) => each.html).join('');
              };
              return {
                html: parts
                  .map((part, place) => part + (place < values.length ? text(values[place] ?? '') : ''))
                  .join(''),
              };
            },
        },
      }),
      play: async ({ resultHtml }, ground) => {
        const { manifest, result, signatures, ...rest } = announced;
        const page = resultHtml({ ...rest, manifest: scripted(manifest), result, signatures: scripted(signatures) });
        if (!page.includes('onerror')) throw new Error('the names are not on the page');
        // As a program shows it that knows no policies: what is left then is the escaping.
        const bare = page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
        if (bare === page) throw new Error('the page has no policy');
        const title = await asStranger(ground, bare, () => document.readyState === 'complete');
        return title.includes('ran') && !title.includes('<') ? gained('a script that ran') : stopped('text');
      },
    }),
    ...textAttempts,
  ],
};
