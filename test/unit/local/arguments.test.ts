import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../../infra/local/arguments.ts';

const parse = (...args: string[]) => parseArguments(args, '/home/office');

test('without flags it starts on 8787, for this machine, with data in .shuangshu', () => {
  expect(parse()).toEqual({
    kind: 'start',
    arguments: { port: 8787, lan: false, fresh: false, dataDirectory: '/home/office/.shuangshu', county: 'tuanfeng' },
  });
});

test('every flag is taken, and a host for phones implies letting phones in', () => {
  expect(
    parse('--port', '9000', '--host', '192.168.1.20', '--fresh', '--data', 'elsewhere', '--county', 'hongan'),
  ).toEqual({
    kind: 'start',
    arguments: {
      port: 9000,
      lan: true,
      host: '192.168.1.20',
      fresh: true,
      dataDirectory: '/home/office/elsewhere',
      county: 'hongan',
    },
  });
});

test('--help is answered, not started', () => {
  expect(parse('--help')).toEqual({ kind: 'help' });
});

describe('refuses', () => {
  test.each([
    ['an unknown flag', ['--prot', '9000'], '--prot'],
    ['a stray word', ['now'], 'now'],
    ['a port that is no number', ['--port', '80a'], '--port 80a'],
    ['a port above 65535', ['--port', '65536'], '--port 65536'],
    ['a port without its value', ['--port'], '--port'],
    ['a host with a scheme', ['--host', 'http://x'], '--host http://x'],
    ['a county that is no id', ['--county', '团风'], '--county 团风'],
  ])('%s, naming it', (_, args, named) => {
    const parsed = parse(...args);
    expect(parsed.kind).toBe('refused');
    expect(parsed.kind === 'refused' && parsed.reason).toContain(named);
  });
});
