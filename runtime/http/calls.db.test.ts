import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { type House, openHouse } from './house.suite.ts';

describeOnDatabases('a call', (database) => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(database.url);
    await house.user('nobody', house.orgs.north, []);
  });
  afterAll(() => house.close());

  it.each([
    ['no token', 'Bearer '],
    ['a made-up token', `Bearer gj_${'x'.repeat(43)}`],
    ['a made-up session', `Bearer gs_${'x'.repeat(43)}`],
    ['another scheme', 'Basic YWRtaW46YWRtaW4='],
    ['half a megabyte', `Bearer ${'x'.repeat(500_000)}`],
  ])('answers 401 to %s', async (_what, authorization) => {
    const answer = await house.ask('GET', '/api/forms', { headers: { authorization } });
    expect(answer.status).toBe(401);
  });

  it.each([
    ['zh', 'GET', '/records', '您没有对“商品”执行“查看”的权限'],
    ['en', 'GET', '/records', 'You do not have the right “Read” for “Item”'],
    ['zh', 'POST', '/records', '您没有对“商品”执行“新建”的权限'],
    [
      'en',
      'POST',
      '/records/0198c0de-0000-7000-8000-000000000000/actions/change-sharing',
      '“Change sharing”',
    ],
  ])('says in %s which right is missing for %s %s', async (language, method, path, words) => {
    const as = await house.signIn('nobody');
    const answer = await house.ask(method, `/api/forms/item${path}`, {
      as,
      headers: { 'accept-language': language, 'if-match': '"1"' },
      ...(method === 'GET' ? {} : { body: {} }),
    });
    expect(answer.status).toBe(403);
    expect(answer.at('/detail')).toContain(words);
  });

  it('sends the headers that keep browsers safe', async () => {
    for (const path of ['/healthz', '/api/session', '/nowhere']) {
      const { headers } = await house.ask('GET', path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[\w-]+$/);
      expect(headers.get('guiju-revision')).toMatch(/^\d+$/);
    }
  });

  it('tells an unknown address from an unknown method', async () => {
    const as = await house.signIn('nobody');
    const nowhere = await house.ask('GET', '/api/nothing/here', { as });
    expect([nowhere.status, nowhere.at('/code')]).toEqual([404, 'route-unknown']);
    const method = await house.ask('PUT', '/api/forms', { as, body: {} });
    expect([method.status, method.at('/code'), method.headers.get('allow')]).toEqual([
      405,
      'method-not-allowed',
      'GET',
    ]);
  });

  it('refuses parameters it does not know, each by its path', async () => {
    const as = await house.signIn('admin');
    const answer = await house.ask('GET', '/api/forms/item/records?nmae=x&limit=5&pric[gte]=1', { as });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      errors: [
        { path: '/nmae', code: 'unknown-parameter' },
        { path: '/pric[gte]', code: 'unknown-parameter' },
      ],
    });
    const twice = await house.ask('GET', '/api/forms/item/records?limit=5&limit=6', { as });
    expect(twice.at('/errors/0/code')).toBe('parameter-twice');
  });

  it('answers problems in the language that is asked for, Chinese by default', async () => {
    const ask = (language: string) =>
      house.ask('GET', '/api/forms', { headers: { 'accept-language': language } });
    expect((await ask('en-GB,zh;q=0.5')).at('/title')).toBe('Sign-in needed');
    expect((await ask('zh-CN,en;q=0.9')).at('/title')).toBe('需要登录');
    expect((await ask('fr')).at('/title')).toBe('需要登录');
    expect((await ask('en;q=0,zh')).headers.get('content-language')).toBe('zh');
    expect((await ask('en')).headers.get('content-type')).toBe('application/problem+json');
  });

  it('keeps a request id that a balancer gave, and no other text', async () => {
    const given = await house.ask('GET', '/healthz', { headers: { 'x-request-id': 'lb-7.42' } });
    expect(given.headers.get('x-request-id')).toBe('lb-7.42');
    const strange = await house.ask('GET', '/healthz', { headers: { 'x-request-id': '"><script>' } });
    expect(strange.headers.get('x-request-id')).not.toContain('<');
  });

  it('counts what it answers, for administrators', async () => {
    const admin = await house.signIn('admin');
    const answer = await house.ask('GET', '/metrics', { as: admin });
    expect(answer.text).toMatch(
      /guiju_http_requests_total\{method="GET",route="\/healthz",status="2xx"\} \d+/,
    );
    expect(answer.text).toMatch(/guiju_http_request_duration_seconds_bucket\{.*le="\+Inf"\} \d+/);
    expect(answer.text).toContain('process_resident_memory_bytes');
  });
});
