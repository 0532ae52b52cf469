import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, problemOf } from '../api/client';
import { startTexts } from '../i18n';
import { ProblemNotice } from './problem';

describe('a failure', () => {
  beforeEach(async () => {
    localStorage.setItem('kundenwert.language', 'de');
    await startTexts();
  });

  it('is told in the words of the server, with the id that operators look for', () => {
    const failure = new ApiError(
      problemOf(
        { status: 409, code: 'stale-version', title: 'Inzwischen geändert', detail: 'Neu laden.', correlationId: 'c-1' },
        409,
      ),
    );
    render(<ProblemNotice failure={failure} />);
    expect(screen.getByRole('alert').textContent).toContain('Inzwischen geändert');
    expect(screen.getByText('Neu laden.')).toBeTruthy();
    expect(screen.getByText('c-1')).toBeTruthy();
  });

  it('without an answer loses nothing and can be tried again', () => {
    const retry = vi.fn();
    render(<ProblemNotice failure={new ApiError(null)} retry={retry} />);
    expect(screen.getByText('Keine Verbindung zum Server')).toBeTruthy();
    fireEvent.click(screen.getByRole('button'));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('that is no problem document is still one', () => {
    expect(problemOf('<html>', 502)).toEqual({ status: 502, code: 'unknown', title: 'HTTP 502' });
  });
});
