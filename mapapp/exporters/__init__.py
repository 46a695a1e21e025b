"""What a view can be handed on as."""
