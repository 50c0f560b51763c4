namespace FFMpegCore.Arguments;

public interface IInputOutputArgument : IArgument
{
    /// <summary>Before ffmpeg starts.</summary>
    void Pre();

    /// <summary>While ffmpeg runs; the token is cancelled when it has exited or is to be killed.</summary>
    Task During(CancellationToken cancellationToken = default);

    /// <summary>After ffmpeg has exited.</summary>
    void Post();
}
