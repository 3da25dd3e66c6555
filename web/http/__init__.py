"""What HTTP asks of every answer: formats, headers, compression, who may write."""
