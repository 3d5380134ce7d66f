import { describe, expect, it } from 'vitest';
import { isNodeName, nodeName } from './node-name.ts';

describe('a server is called', () => {
  it.each([
    ['by its machine and port', { port: 8787, host: 'web-1' }, 'web-1:8787'],
    ['without the domain of its machine', { port: 8787, host: 'web-1.corp.example' }, 'web-1:8787'],
    ['by an address, where the machine has no other name', { port: 80, host: '10.0.0.7' }, '10.0.0.7:80'],
    [
      'by its process where the system chooses the port',
      { port: 0, host: 'web-1', pid: 4711 },
      'web-1 (4711)',
    ],
    ['by its process while a command runs', { host: 'web-1', pid: 4711 }, 'web-1 (4711)'],
    ['as the environment says', { given: 'Beijing-A', port: 8787 }, 'Beijing-A'],
    ['as the environment says, a command beside it', { given: 'Beijing-A', pid: 4711 }, 'Beijing-A (4711)'],
    ['by what of its machine fits into a header', { port: 1, host: '主机,1' }, '---1:1'],
  ])('%s', (_, whose, name) => {
    expect(nodeName({ host: 'web-1', pid: 1, ...whose })).toBe(name);
  });

  it('by no name that would be two', () => {
    expect(['web-1:8787', 'a@b', 'web 1', 'a,b', '', 'x'.repeat(65)].map(isNodeName)).toEqual([
      ...[true, true, false, false, false, false],
    ]);
  });
});
