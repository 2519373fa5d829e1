"""One file per verb of the person: import, clean, train, evaluate, predict, export, save. Verbs join rooms."""
