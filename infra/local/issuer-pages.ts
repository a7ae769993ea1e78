/** The issuer's own pages: plain HTML, one style sheet, no script, Chinese first. */

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const page = (title: string, content: string) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 双述</title>
<link rel="stylesheet" href="/oidc/style.css">
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;

export const ISSUER_STYLE = `:root { color-scheme: light; font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f4f5f7; color: #1b1f24; line-height: 1.6; }
main { box-sizing: border-box; width: min(26rem, 100vw); padding: 2rem; background: #fff; border-radius: .75rem; box-shadow: 0 1px 4px rgb(0 0 0 / 15%); }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; }
p { margin: 0 0 1.25rem; color: #4a525c; }
.error { padding: .75rem 1rem; border-left: .25rem solid #b3261e; background: #fdecea; color: #7a1712; }
label { display: block; margin-bottom: .25rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; min-height: 3rem; margin-bottom: 1.25rem; padding: .5rem .75rem; font: inherit; border: 1px solid #6b7480; border-radius: .5rem; }
button { width: 100%; min-height: 3rem; margin-bottom: .75rem; font: inherit; font-weight: 600; color: #fff; background: #00305e; border: 0; border-radius: .5rem; cursor: pointer; }
button.quiet { color: #1b1f24; background: #e6e8eb; }
input:focus-visible, button:focus-visible, a:focus-visible { outline: .2rem solid #1a56b0; outline-offset: .15rem; }
`;

export type LoginNotice = 'wrong-password' | 'too-many-attempts';

const NOTICES: Readonly<Record<LoginNotice, string>> = {
  'wrong-password': '账号或密码不对，请核对后重试。 <span lang="en">Wrong account or password.</span>',
  'too-many-attempts':
    '错误次数太多，请五分钟后再试。 <span lang="en">Too many attempts: try again in five minutes.</span>',
};

export interface LoginPage {
  /** Where the form is sent. */
  readonly action: string;
  readonly login: string;
  readonly notice?: LoginNotice;
}

export function loginPage({ action, login, notice }: LoginPage): string {
  const said = notice === undefined ? '' : `<p class="error" id="notice" role="alert">${NOTICES[notice]}</p>`;
  const described = notice === undefined ? '' : ' aria-invalid="true" aria-describedby="notice"';
  return page(
    '登录',
    `<h1>工作人员登录</h1>
<p>示例账号和密码印在启动本系统的终端里。<br><span lang="en">Staff sign-in: the sample accounts are printed in the terminal.</span></p>
${said}
<form method="post" action="${escapeHtml(action)}">
<label for="login">账号 <span lang="en">Account</span></label>
<input id="login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64" value="${escapeHtml(login)}"${described}${login === '' ? ' autofocus' : ''}>
<label for="password">密码 <span lang="en">Password</span></label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="128"${described}${login === '' ? '' : ' autofocus'}>
<button type="submit">登录 <span lang="en">Sign in</span></button>
</form>`,
  );
}

/** `form` is oidc-provider's hidden form, to which the buttons belong. */
export const logoutPage = (form: string): string =>
  page(
    '退出',
    `<h1>退出登录？</h1>
<p lang="en">Sign out?</p>
${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes">退出 <span lang="en">Sign out</span></button>
<button class="quiet" type="submit" form="op.logoutForm">不退出 <span lang="en">Stay signed in</span></button>`,
  );

export const signedOutPage = (): string =>
  page(
    '已退出',
    '<h1>已退出登录</h1>\n<p><span lang="en">You are signed out.</span> <a href="/console/">重新登录 <span lang="en">Sign in again</span></a></p>',
  );

/** `code` is an OAuth error code, such as `invalid_request`. */
export const issuerErrorPage = (code: string): string =>
  page(
    '登录没有完成',
    `<h1>登录没有完成</h1>
<p class="error" role="alert">登录请求无效或已过期（${escapeHtml(code)}），请从控制台重新登录。<br><span lang="en">The sign-in request is not valid or has expired: start again from the console.</span></p>
<p><a href="/console/">回到控制台 <span lang="en">Back to the console</span></a></p>`,
  );
