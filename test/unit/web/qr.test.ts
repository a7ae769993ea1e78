import { isValidElement, type VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import { Qr } from '../../../web/ui/qr.tsx';

const partsOf = (text: string) => {
  const svg: VNode<Record<string, unknown>> = Qr({ text, label: '表决卡' });
  const children = Array.isArray(svg.props['children']) ? svg.props['children'] : [];
  const path = children.find((child) => isValidElement(child) && child.type === 'path');
  return { viewBox: String(svg.props['viewBox']), label: svg.props['aria-label'], d: String(path?.props.d) };
};

describe('a QR code', () => {
  it('has four modules of quiet zone on every side and a label for readers', () => {
    const { viewBox, d, label } = partsOf(
      'https://example.test/vote/#i=tuanfeng-chengguan.0123456789ABCDEF.abcdefghijklmnop',
    );
    const [, , size = 0] = viewBox.split(' ').map(Number);
    const runs = [...d.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(
      ([, x, y, width]) => [Number(x), Number(y), Number(width)] as const,
    );
    expect(Math.min(...runs.map(([x]) => x))).toBe(4);
    expect(Math.min(...runs.map(([, y]) => y))).toBe(4);
    expect(Math.max(...runs.map(([x, , width]) => x + width))).toBe(size - 4);
    expect(Math.max(...runs.map(([, y]) => y + 1))).toBe(size - 4);
    expect(label).toBe('表决卡');
  });

  it('starts with the finder pattern: a run of seven dark modules in its first row', () => {
    expect(partsOf('双述').d).toMatch(/^M4 4h7v1h-7z/);
  });
});
