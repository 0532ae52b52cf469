import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/client';
import { startTexts } from '../i18n';
import { Field } from '../ui/Field';
import { SettingsForm } from './SettingsForm';

interface Props {
  save: (fields: { name: string }) => Promise<unknown>;
  /** What somebody else has stored meanwhile. */
  others?: string;
}

/** As on a page: what was saved is what is stored, whose version then is another. */
function Settings({ save, others }: Props) {
  const [stored, setStored] = useState({ name: 'Kurse' });
  return (
    <SettingsForm
      keptAs="kept"
      stored={stored}
      labels={{ name: 'Name' }}
      save={async (fields) => {
        await save(fields);
        setStored(fields);
      }}
      reload={async () => setStored({ name: others ?? '' })}
    >
      {(fields, put) => (
        <Field
          label="Name"
          value={fields.name}
          onChange={put('name')}
          error={fields.name === 'falsch' ? 'Das geht nicht.' : null}
        />
      )}
    </SettingsForm>
  );
}

function open(props: Props) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Settings {...props} />
    </QueryClientProvider>,
  );
  const type = (value: string) =>
    fireEvent.change(screen.getByLabelText('Name'), { target: { value } });
  const press = () => fireEvent.click(screen.getByRole('button', { name: 'Speichern' }));
  return { type, press };
}

describe('settings', () => {
  beforeEach(async () => {
    localStorage.setItem('kundenwert.language', 'de');
    await startTexts();
  });

  it('say what is changed, and that it was saved', async () => {
    const save = vi.fn(async () => undefined);
    const { type, press } = open({ save });
    type('Bücher');
    expect(screen.getByText('Geändert: Name')).toBeTruthy();
    press();
    expect(await screen.findByText('Gespeichert.')).toBeTruthy();
    expect(save).toHaveBeenCalledWith({ name: 'Bücher' });
  });

  it('that somebody else has changed show both values, and one is chosen', async () => {
    const save = vi
      .fn<(fields: { name: string }) => Promise<undefined>>()
      .mockRejectedValueOnce(
        new ApiError({ status: 409, code: 'stale-version', title: 'Inzwischen geändert' }),
      )
      .mockResolvedValueOnce(undefined);
    const { type, press } = open({ save, others: 'Seminare' });
    type('Bücher');
    press();
    expect(await screen.findByLabelText('Jetzt gespeichert: Seminare')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('Ihr Wert: Bücher'));
    press();
    expect(await screen.findByText('Gespeichert.')).toBeTruthy();
    expect(save).toHaveBeenLastCalledWith({ name: 'Bücher' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('that are wrong are not sent: the first of them gets the focus', () => {
    const save = vi.fn(async () => undefined);
    const { type, press } = open({ save });
    type('falsch');
    press();
    expect(save).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(screen.getByLabelText('Name'));
  });

  it('that were not saved are still there when one comes back', async () => {
    const { type, press } = open({ save: async () => undefined });
    type('Bücher');
    cleanup();
    open({ save: async () => undefined });
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Bücher');
    press();
    await screen.findByText('Gespeichert.');
    expect(sessionStorage.length).toBe(0);
  });

  it('can be left as they were', () => {
    const { type } = open({ save: async () => undefined });
    type('Bücher');
    fireEvent.click(screen.getByRole('button', { name: 'Verwerfen' }));
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Kurse');
  });
});
