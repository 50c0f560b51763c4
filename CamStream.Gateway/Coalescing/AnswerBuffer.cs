namespace CamStream.Gateway.Coalescing;

/// <summary>
/// Where an answer's body arrives. What it holds is taken from a budget and given back when it is
/// disposed: by then the body belongs to whoever took <see cref="Body"/>, which is never written
/// again.
/// </summary>
internal sealed class AnswerBuffer(int maxBytes, MemoryBudget budget) : Stream
{
    private byte[] _bytes = [];
    private int _length;

    /// <summary>Why nothing more was taken; null while all is well.</summary>
    public Answer? Refusal { get; private set; }

    public ReadOnlyMemory<byte> Body => _bytes.AsMemory(0, _length);

    public override bool CanWrite => true;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// How long the body is going to be, where that is known when its first bytes come: it need not
    /// grow then.
    /// </summary>
    public Func<long?> ExpectedLength { get; set; } = () => null;

    /// <exception cref="IOException">
    /// It is too large, or there is no memory for it; <see cref="Refusal"/> says which.
    /// </exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var needed = (long)_length + buffer.Length;
        if (needed > _bytes.Length)
            Grow(
                _length == 0
                    ? Math.Max(needed, ExpectedLength() ?? 0)
                    : Math.Max(needed, Math.Min(2L * _length, maxBytes))
            );
        buffer.CopyTo(_bytes.AsSpan(_length));
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            budget.GiveBack(_bytes.Length);
            _bytes = [];
            _length = 0;
        }
        base.Dispose(disposing);
    }

    private void Grow(long capacity)
    {
        if (capacity > maxBytes)
            throw Refuse(StatusCodes.Status502BadGateway, $"The answer has more than {maxBytes} bytes.");
        if (!budget.TryTake(capacity - _bytes.Length))
            throw Refuse(StatusCodes.Status503ServiceUnavailable, "Too much is on its way to viewers.");
        Array.Resize(ref _bytes, (int)capacity);
    }

    private IOException Refuse(int status, string reason)
    {
        Refusal = Answer.Refusal(status, reason);
        return new IOException(reason);
    }
}
