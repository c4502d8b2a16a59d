"""What reporters wrote, newest first, to be read as it is: for managers, without what would lead to a customer."""
