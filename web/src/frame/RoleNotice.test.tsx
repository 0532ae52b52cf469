import { fireEvent, render, screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { startTexts } from '../i18n';
import type { Team } from '../session/session';
import { RoleNotice } from './RoleNotice';

beforeAll(async () => {
  localStorage.setItem('kundenwert.language', 'de');
  await startTexts();
});

const team = (id: string, role: string) => ({ id, role }) as Team;

it('says that the role is another one, not that the team is', () => {
  const { rerender } = render(<RoleNotice team={team('a', 'admin')} />);
  rerender(<RoleNotice team={team('b', 'viewer')} />);
  expect(screen.getByRole('status').textContent).toBe('');
  rerender(<RoleNotice team={team('b', 'member')} />);
  expect(screen.getByText('Ihre Rolle ist jetzt Mitglied.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Ausblenden' }));
  expect(screen.getByRole('status').textContent).toBe('');
});
