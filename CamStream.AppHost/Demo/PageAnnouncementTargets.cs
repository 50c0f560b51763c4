namespace CamStream.AppHost.Demo;

/// <param name="Page">The gateway's address.</param>
/// <param name="Broker">The broker's.</param>
/// <param name="TlsBroker">The broker's over TLS.</param>
/// <param name="Cameras">Ids of the cameras that are to be seen first.</param>
internal sealed record PageAnnouncementTargets(EndpointReference Page, EndpointReference Broker, EndpointReference TlsBroker, IReadOnlyList<string> Cameras);
