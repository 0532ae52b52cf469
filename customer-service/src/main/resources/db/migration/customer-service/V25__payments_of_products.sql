-- Figures now hold payments by month and who grew most: those counted before lack both.
UPDATE directory_figures SET figures = NULL, counted_at = NULL;
