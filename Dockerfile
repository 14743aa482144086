# docker build -t frontdesk .
# docker run -d -e TELEGRAM_BOT_TOKEN -v frontdesk:/data --name desk frontdesk
# docker exec desk /frontdesk help        the other commands reach the database through the running one

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# The tag puts the time zones into the binary: an estate's "same day" must not depend on what the image holds.
RUN CGO_ENABLED=0 go build -buildvcs=false -trimpath -tags timetzdata -ldflags='-s -w' -o /rootfs/frontdesk . \
    && mkdir -p /rootfs/data /rootfs/tmp /rootfs/etc/ssl/certs \
    && cp /etc/ssl/certs/ca-certificates.crt /rootfs/etc/ssl/certs/

FROM scratch
# The number is nobody's on the host; /data and /tmp are its own to write to.
COPY --from=build --chown=65532:65532 /rootfs/ /
USER 65532:65532
VOLUME /data
ENTRYPOINT ["/frontdesk"]
CMD ["serve", "--data", "/data"]
