import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { adminPassword, openTestNode, type TestNode } from './test-node.suite.ts';

describeOnDatabases('guesses at one node', (database) => {
  let first: TestNode;
  const opened: TestNode[] = [];
  beforeAll(async () => {
    first = await openTestNode(database.url);
    opened.push(first);
  }, 60_000);
  afterAll(() => Promise.all(opened.map((node) => node.close())));

  const signIn = async ({ node }: TestNode, password: string, remoteAddress: string) => {
    const body = JSON.stringify({ user: 'admin', password });
    const headers = { 'content-type': 'application/json' };
    const bindings = { incoming: { headers, socket: { remoteAddress } } };
    return (await node.app.request('/api/session', { method: 'POST', body, headers }, bindings)).status;
  };

  it('are known to one that starts later, and so is where people sign in from', async () => {
    const home = '198.51.100.1';
    expect(await signIn(first, adminPassword, home)).toBe(200);
    for (let guess = 0; guess < 12; guess++) await signIn(first, `guess ${guess}`, `203.0.113.${guess}`);
    for (let guess = 0; guess < 25; guess++) await signIn(first, `guess ${guess}`, '198.51.100.99');
    await first.node.gate.audit.settle();
    const later = await openTestNode(database.url);
    opened.push(later);
    expect(await signIn(later, adminPassword, '203.0.113.200')).toBe(429);
    expect(await signIn(later, adminPassword, home)).toBe(200);
  });
});
