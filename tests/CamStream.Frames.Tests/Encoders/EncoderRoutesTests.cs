namespace CamStream.Frames.Encoders;

public sealed class EncoderRoutesTests
{
    private static readonly CameraId _camera = CameraId.Parse("front-door");

    [Theory]
    [InlineData("http://encoder-0:8080", "http://encoder-0:8080/")]
    [InlineData("http://proxy/encoder-0/", "http://proxy/encoder-0/")]
    public void Addresses_are_those_of_the_routes_under_the_encoders_own(string encoder, string start)
    {
        var address = new Uri(encoder);
        Uri[] addresses =
        [
            EncoderRoutes.ReportOf(address),
            EncoderRoutes.FramesOf(address, _camera, standby: false),
            EncoderRoutes.FramesOf(address, _camera, standby: true),
            EncoderRoutes.ReleaseOf(address, _camera),
            EncoderRoutes.TakeOverOf(address, _camera, 77),
            EncoderRoutes.WrittenOf(address, _camera, new FeedPlace("run", 5)),
        ];
        addresses
            .Select(one => one.ToString())
            .ShouldBe([
                $"{start}cameras",
                $"{start}cameras/front-door/frames",
                $"{start}cameras/front-door/frames?standby=true",
                $"{start}cameras/front-door/release",
                $"{start}cameras/front-door/takeover?msn=77",
                $"{start}cameras/front-door/written?run=run&last=5",
            ]);
    }
}
