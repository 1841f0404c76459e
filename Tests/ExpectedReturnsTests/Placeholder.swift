// Filled by the following commits.
