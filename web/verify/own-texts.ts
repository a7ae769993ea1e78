import { defineTexts } from '../ui/texts.ts';

/** What the page says of itself: keeping a copy, its own hashes, and what they are worth. */
export const OWN_TEXTS = defineTexts({
  zh: {
    save: '保存核验页，断网也能用',
    saveHelp:
      '存下来是一个文件，拷到不上网的电脑上双击打开就能核验。手机微信里存不了，请用电脑上的浏览器。用浏览器的“另存为”（网页，全部）也行。',
    savedName: '双述核验页.html',
    title: '这一页本身可信吗',
    lie: '先说明白：被人换过的网页，照样可以报出原来的指纹。这一页自己报的指纹，只能看出传错、存坏。',
    show: '显示这一页的指纹',
    reading: '正在读取……',
    asked: '下面是服务器刚才又给了一遍的文件，逐个算出的指纹（SHA-256），旁边是这个网站公布的（/hashes.json）。',
    inside: '下面是这个文件里的程序和样式的指纹（SHA-256），应当与网站公布的（/hashes.json）同名两行相同。',
    unreadable: '这是浏览器另存的副本，它读不到自己的文件，报不出指纹。请照下面的办法，算副本文件夹里 main.js 的指纹。',
    same: '✓ 与公布的相同',
    differs: (published: string) => `✗ 公布的是 ${published}`,
    notPublished: '网站没有公布它的指纹',
    notRead: '✗ 读不到这个文件',
    howTitle: '怎样不靠这一页来查',
    how: ['在存下文件的文件夹里，用电脑自带的命令算指纹。Windows：', '苹果电脑：', 'Linux：'] as readonly string[],
    compare:
      '再与这些比对，不同就别用：换一台设备、换一个网络打开网站的 /hashes.json，看 verify/offline.html 一行（浏览器另存的，看 verify/main.js）；县局部署时打印、交当地纪委保存的指纹；别人手里的副本。',
    source: '会用命令行的人，可以从源代码构建，逐字节比对整个网站：npm run verify-site -- 网址',
    unreadableHash: (hash: string) => `它的指纹（SHA-256）：${hash}`,
  },
  en: {
    save: 'Keep this page, for use without a network',
    saveHelp:
      'It is one file: open it on a computer without a network, and check. WeChat cannot save it; use a computer’s browser. The browser’s own “Save as” (webpage, complete) works too.',
    savedName: 'shuangshu-verify.html',
    title: 'Can this page itself be trusted?',
    lie: 'Plainly: a forged page can show the true page’s hashes. What a page says of itself only shows a file damaged on the way.',
    show: 'Show the hashes of this page',
    reading: 'Reading…',
    asked:
      'The files as the server gave them just now, each with its SHA-256, beside what this site publishes (/hashes.json).',
    inside:
      'SHA-256 of the script and the style within this file; both must equal the site’s lines of those names (/hashes.json).',
    unreadable: 'This copy, saved by the browser, cannot read its own files. Hash the main.js in its folder as below.',
    same: '✓ as published',
    differs: (published) => `✗ published is ${published}`,
    notPublished: 'the site publishes no hash of it',
    notRead: '✗ cannot be read',
    howTitle: 'How to look without relying on this page',
    how: ['Hash the file with your computer’s own command, in the folder it was saved to. Windows:', 'Mac:', 'Linux:'],
    compare:
      'Compare with these, and do not use a file that differs: /hashes.json of the site, opened on another device and network, at the line verify/offline.html (for the browser’s own copy: verify/main.js); the hashes printed at deployment and kept by the discipline commission; somebody else’s copy.',
    source: 'From the source, compare the whole site byte for byte: npm run verify-site -- URL',
    unreadableHash: (hash) => `Its SHA-256: ${hash}`,
  },
});
