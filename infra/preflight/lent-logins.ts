import { join } from 'node:path';
import * as z from 'zod';
import { readFileIfThere } from '../local/atomic-file.ts';
import { ToolRefusal } from '../tools/run-tool.ts';
import type { Login } from './staff-desk.ts';

/** Where logins and tokens are given: on the command line they would stand in the shell's history and in the list of processes. */
export const ACCOUNTS_VARIABLE = 'SHUANGSHU_ACCOUNTS';
export const TOKENS_VARIABLE = 'SHUANGSHU_TOKENS';

const separated = (text: string | undefined): readonly string[] =>
  (text ?? '').split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));

/** Access tokens, separated by commas. */
export const lentTokens = (text: string | undefined): readonly string[] => separated(text);

/**
 * `LOGIN:PASSWORD`, separated by commas.
 *
 * @throws ToolRefusal naming the variable and never what is in it
 */
export const lentAccounts = (text: string | undefined): readonly Login[] =>
  separated(text).map((pair) => {
    const colon = pair.indexOf(':');
    if (colon < 1)
      throw new ToolRefusal(`${ACCOUNTS_VARIABLE}: 应为 登录名:密码，用逗号隔开 / LOGIN:PASSWORD, separated by commas`);
    return { login: pair.slice(0, colon), password: pair.slice(colon + 1) };
  });

const passwords = z.record(z.string(), z.string());

/**
 * The sample's accounts of a deployment that runs on this machine, as it keeps them in its data folder.
 *
 * @throws ToolRefusal when the folder has none
 */
export async function keptAccounts(dataFolder: string): Promise<readonly Login[]> {
  const file = await readFileIfThere(join(dataFolder, 'issuer', 'accounts.json'));
  if (file === undefined)
    throw new ToolRefusal(
      `--data ${dataFolder}: 里面没有示例账号 / holds no sample accounts: is it the folder of npm start?`,
    );
  return Object.entries(passwords.parse(JSON.parse(file.toString('utf8')))).map(([login, password]) => ({
    login,
    password,
  }));
}
