"""What several pages share: language, errors, filters, paging, forms of a decision."""
