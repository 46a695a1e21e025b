"""The evidence bundle: what is shown with all that it rests on, in one archive that can be checked."""
