namespace CamStream.AppHost.Launch;

/// <param name="Page">The Gateway's.</param>
/// <param name="Broker">The broker's.</param>
/// <param name="TlsBroker">The broker's over TLS.</param>
/// <param name="Cameras">The ids of the cameras that have to have a picture first.</param>
internal sealed record Addresses(
    EndpointReference Page,
    EndpointReference Broker,
    EndpointReference TlsBroker,
    IReadOnlyList<string> Cameras
);
