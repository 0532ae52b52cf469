import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import type { Question } from './imports';
import { QuestionCard } from './QuestionCard';

const question: Question = {
  column: 2,
  header: 'Erstkauf',
  kind: 'date',
  example: '04/03/2021',
  contradicting: false,
  affectedRows: 48_211,
  candidates: [
    {
      reading: 'day-first',
      rejectedRows: 0,
      examples: [{ raw: '04/03/2021', de: '4. März 2021', en: '4 March 2021' }],
    },
    {
      reading: 'month-first',
      rejectedRows: 3,
      examples: [{ raw: '04/03/2021', de: '3. April 2021', en: '3 April 2021' }],
    },
  ],
};

describe('a question', () => {
  beforeEach(async () => {
    localStorage.setItem('kundenwert.language', 'de');
    await startTexts();
  });

  it('shows the own values in each reading and chooses none ahead', () => {
    render(
      <QuestionCard question={question} onAnswer={vi.fn()} onSkip={vi.fn()} />,
    );
    expect(screen.getByRole('group', { name: 'Wie ist „04/03/2021“ gemeint?' })).toBeTruthy();
    expect(screen.getByText(/04\/03\/2021 → 4\. März 2021/)).toBeTruthy();
    expect(screen.getByText(/3 Zeilen werden nicht übernommen/)).toBeTruthy();
    expect(screen.getAllByRole('radio').filter((radio) => (radio as HTMLInputElement).checked)).toEqual([]);
    expect((screen.getByRole('button') as HTMLButtonElement).disabled).toBe(true);
  });

  it('names the character that a number is about', () => {
    const asked = { ...question, kind: 'number', example: '1,234' };
    render(<QuestionCard question={asked} onAnswer={vi.fn()} onSkip={vi.fn()} />);
    expect(
      screen.getByRole('group', { name: 'Was bedeutet das Komma in „1,234“?' }),
    ).toBeTruthy();
  });

  it('is answered by a reading or by leaving the column out', () => {
    const onAnswer = vi.fn();
    const onSkip = vi.fn();
    render(
      <QuestionCard question={question} onAnswer={onAnswer} onSkip={onSkip} />,
    );
    const [dayFirst, , skip] = screen.getAllByRole('radio');
    fireEvent.click(dayFirst!);
    fireEvent.click(screen.getByRole('button'));
    expect(onAnswer).toHaveBeenCalledExactlyOnceWith('day-first');
    fireEvent.click(skip!);
    fireEvent.click(screen.getByRole('button'));
    expect(onSkip).toHaveBeenCalledOnce();
  });
});
