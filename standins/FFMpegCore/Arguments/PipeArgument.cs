using System.IO.Pipes;

namespace FFMpegCore.Arguments;

/// <summary>
/// A named pipe that ffmpeg connects to. On Unix it is a socket, <c>unix:/tmp/CoreFxPipe_FFMpegCore_…</c>, listening from
/// <see cref="Pre"/> on, so ffmpeg may connect before <see cref="During"/> waits for it.
/// </summary>
public abstract class PipeArgument
{
    private readonly Lock _lock = new();
    private readonly string _name = $"FFMpegCore_{Guid.NewGuid():N}"[..27];
    private readonly PipeDirection _direction;

    protected PipeArgument(PipeDirection direction) => _direction = direction;

    // NamedPipeServerStream puts its socket under this prefix in the temporary folder.
    public string PipePath => OperatingSystem.IsWindows()
        ? $@"\\.\pipe\{_name}"
        : $"unix:{Path.Combine(Path.GetTempPath(), $"CoreFxPipe_{_name}")}";

    public abstract string Text { get; }

    protected NamedPipeServerStream Pipe { get; private set; } = null!;

    public void Pre()
    {
        lock (_lock)
        {
            if (Pipe is not null)
                throw new InvalidOperationException("Pipe already has been opened");
            Pipe = new NamedPipeServerStream(
                _name, _direction, maxNumberOfServerInstances: 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        }
    }

    /// <summary>
    /// Serves ffmpeg's one connection, then closes it: for an input that is its end of file, for an output a broken pipe.
    /// A cancellation is a normal end; any other failure of the source or sink goes on to the caller.
    /// </summary>
    public async Task During(CancellationToken cancellationToken = default)
    {
        try
        {
            await Pipe.WaitForConnectionAsync(cancellationToken).ConfigureAwait(false);
            if (Pipe.IsConnected)
                await TransferAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            lock (_lock)
            {
                if (Pipe is { IsConnected: true })
                    Pipe.Disconnect();
            }
        }
    }

    public void Post()
    {
        lock (_lock)
        {
            Pipe?.Dispose();
            Pipe = null!;
        }
    }

    private protected abstract Task TransferAsync(CancellationToken cancellationToken);
}
