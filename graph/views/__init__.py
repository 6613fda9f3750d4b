"""What a page, a table or a drawing shows: each module answers one view with plain frozen dataclasses."""
