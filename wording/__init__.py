"""What is said to people, in English and Chinese: words, formats, sentences. No screen and no figure."""
