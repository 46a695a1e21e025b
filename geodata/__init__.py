"""Facilities, incidents and claims: read, checked and measured. No map, no screen."""
