using System.Buffers;
using System.Text;
using System.Threading.Channels;
using CamStream.Encoder.FFmpeg;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// An H.264 encoder that does what the "JPEG" says: ok, undecodable, slow (its picture comes with
/// the next one), crash, hang, or once (it hangs when the JPEG is repeated).
/// </summary>
internal sealed class ScriptedEncoder(H264Session session) : IH264Encoder
{
    private static readonly byte[] _avcC = Convert.FromHexString(
        "01640016ffe1001d67640016acb40501ed80b5020205a50000030001000003001e8f162ea001000468ef1f2cfdf8f800"
    );

    private readonly Channel<EncodedPicture> _pictures = Channel.CreateUnbounded<EncodedPicture>();
    private readonly TaskCompletionSource _completion = new();
    private readonly List<EncodedPicture> _slow = [];
    private bool _hangs,
        _once;
    private long _last = -1,
        _segment = -1;

    public static byte[] Jpeg(string script) => Encoding.ASCII.GetBytes(script);

    public H264Session Session { get; } = session;

    /// <summary>Called before a picture comes out.</summary>
    public Action? Encodes { get; init; }

    public bool IsDisposed { get; private set; }

    /// <summary>Whether it hangs on a repeat.</summary>
    public bool Hangs { get; private set; }

    public Task<ReadOnlyMemory<byte>> AvcC { get; } = Task.FromResult<ReadOnlyMemory<byte>>(_avcC);

    public ChannelReader<EncodedPicture> Pictures => _pictures.Reader;

    public Task Completion => _completion.Task;

    public ValueTask WriteAsync(long milliseconds, ReadOnlyMemory<byte> jpeg, CancellationToken cancellation)
    {
        milliseconds.ShouldBeGreaterThan(_last, "times grow");
        var before = _last;
        _last = milliseconds;
        if (_completion.Task.IsCompleted)
            throw new EncoderException("crashed");
        var script = Encoding.ASCII.GetString(jpeg.Span);
        switch (script)
        {
            case "undecodable":
                return default;
            case "crash":
                _completion.SetException(new EncoderException("crashed"));
                _pictures.Writer.Complete();
                return default;
            case "hang":
                _hangs = true;
                break;
            case "once":
                Hangs = _hangs = _once;
                _once = true;
                break;
        }
        if (_hangs)
            return default;
        Encodes?.Invoke();
        var segment = milliseconds / Session.Grid.SegmentDuration.Milliseconds;
        var joins = milliseconds >= Session.JoinMilliseconds && before < Session.JoinMilliseconds;
        var picture = new EncodedPicture(milliseconds, segment > _segment || joins, new ReadOnlySequence<byte>(jpeg));
        _segment = segment;
        _slow.Add(picture);
        if (script == "slow")
            return default;
        foreach (var ready in _slow)
            _pictures.Writer.TryWrite(ready);
        _slow.Clear();
        return default;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        _completion.TrySetResult();
        _pictures.Writer.TryComplete();
        return default;
    }
}
