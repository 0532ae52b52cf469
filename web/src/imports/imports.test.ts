import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/client';
import { canSendAgain, lastSource, meter, type Sent, upload, UploadBroke } from './imports';

/** A request whose end a test decides. */
class Request extends EventTarget {
  static last: Request;
  readonly upload = new EventTarget();
  readonly headers = new Map<string, string>();
  status = 0;
  responseText = '';
  constructor() {
    super();
    Request.last = this;
  }
  open() {}
  send() {}
  setRequestHeader(name: string, value: string) {
    this.headers.set(name, value);
  }
  abort() {
    this.dispatchEvent(new Event('abort'));
  }
  answer(status: number, text: string) {
    Object.assign(this, { status, responseText: text });
    this.dispatchEvent(new Event('load'));
  }
  progress(loaded: number) {
    this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded }));
  }
}

describe('an upload', () => {
  beforeEach(() => vi.stubGlobal('XMLHttpRequest', Request));

  const file = new File(['0123456789'], 'kunden.csv');
  const abort = () => new AbortController().signal;
  const send = (onSent: (sent: Sent) => void = () => undefined, signal = abort()) =>
    upload('/imports', file, {}, 'key-1', onSent, signal);

  it('is the import that the server makes of it, under the key of its attempts', async () => {
    const sent = send();
    Request.last.answer(201, '{"id":"i"}');
    expect(await sent).toEqual({ id: 'i' });
    expect(Request.last.headers.get('Idempotency-Key')).toBe('key-1');
  });

  it.each([
    [413, '<html>Request Entity Too Large</html>'],
    [502, ''],
    [201, '<html>A page of somebody else</html>'],
  ])('ends with a failure when %i comes with a page', async (status, page) => {
    const sent = send();
    Request.last.answer(status, page);
    await expect(sent).rejects.toMatchObject({ status, code: 'unknown' });
  });

  it('tells how far it was when the connection broke', async () => {
    const told: Sent[] = [];
    const sent = send((each) => told.push(each));
    Request.last.progress(4);
    // With the parts around the file, more is sent than it is large.
    Request.last.progress(400);
    Request.last.progress(7);
    Request.last.dispatchEvent(new Event('error'));
    const failure = await sent.catch((reason: unknown) => reason);
    expect(told.map((each) => each.sent)).toEqual([4, 10, 7]);
    expect(failure).toBeInstanceOf(UploadBroke);
    expect((failure as UploadBroke).at).toEqual({ sent: 7, size: 10 });
  });

  it('can be broken off', async () => {
    const control = new AbortController();
    const sent = send(undefined, control.signal);
    control.abort();
    await expect(sent).rejects.toBeInstanceOf(DOMException);
  });
});

it('is worth another attempt unless the file was refused', () => {
  const refused = (status: number, code = 'x') => new ApiError({ status, code, title: '' });
  expect(canSendAgain(new UploadBroke({ sent: 1, size: 2 }))).toBe(true);
  expect([502, 504, 429].every((status) => canSendAgain(refused(status)))).toBe(true);
  expect(canSendAgain(refused(400, 'upload-broken'))).toBe(true);
  expect([400, 403, 413, 422].some((status) => canSendAgain(refused(status)))).toBe(false);
  expect(canSendAgain(new DOMException('', 'AbortError'))).toBe(false);
});

it('measures the rate over the last five seconds', () => {
  const rate = meter();
  expect(rate(0, 0)).toBeNull();
  expect(rate(500, 999)).toBeNull();
  expect(rate(2_000, 2_000)).toBe(1_000);
  // The slow beginning is forgotten.
  expect(rate(22_000, 6_000)).toBe(5_000);
});

it('goes on with the source of the last import', () => {
  expect(lastSource([])).toBeNull();
  expect(lastSource([{ name: 'Taken back' }])).toBe('Taken back');
  expect(
    lastSource([
      { name: 'Shop', lastImportAt: '2026-11-02T10:00:00Z' },
      { name: 'Invoices', lastImportAt: '2026-11-03T10:00:00Z' },
      { name: 'Taken back' },
    ]),
  ).toBe('Invoices');
});
